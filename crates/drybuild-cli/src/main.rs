//! The command `drybuild`: BuildKit's answers about a Dockerfile, without building it.
//!
//! Exit status: 0 when all is well, 1 when there are findings or the Dockerfile does not build,
//! 2 when the command line or an input cannot be read.

mod cli;
mod command;
mod context;
mod input;
mod line;
mod mask;
mod sarif;
mod terminal;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match command::run(&cli) {
        Ok(answer) => {
            // A closed pipe is the reader's wish, not an error.
            let text = match cli.command.format() {
                cli::Format::Text => terminal::paint(answer.text),
                cli::Format::Json | cli::Format::Sarif => answer.text,
            };
            _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::from(u8::from(answer.has_findings))
        }
        Err(error) => {
            _ = writeln!(std::io::stderr(), "drybuild: {error:#}");
            ExitCode::from(2)
        }
    }
}
