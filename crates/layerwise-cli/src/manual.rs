//! What describes the command to shells and to `man`.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::arguments::Arguments;

/// Prints a shell's completions.
pub(crate) fn completions(shell: Shell) {
    clap_complete::generate(
        shell,
        &mut Arguments::command(),
        "layerwise",
        &mut io::stdout(),
    );
}

/// Writes `layerwise.1` and a page for each subcommand; how many there are.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_pages(folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Gives subcommands their full names and the options that hold for all.
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    write_page(command, folder)
}

fn write_page(command: Command, folder: &Path) -> Result<usize> {
    let mut count = 1;
    for subcommand in command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        count += write_page(subcommand.clone(), folder)?;
    }
    let name = command
        .get_display_name()
        .unwrap_or(command.get_name())
        .to_owned();
    let file = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let folder = std::env::temp_dir().join(format!("layerwise-man-{}", std::process::id()));
        let count = write_pages(&folder).expect("pages");
        let page = |name: &str| fs::read_to_string(folder.join(name)).expect("a page");
        assert!(page("layerwise.1").contains("check"));
        assert!(page("layerwise-export-print.1").contains("key"));
        assert_eq!(count, fs::read_dir(&folder).expect("the folder").count());
        fs::remove_dir_all(&folder).expect("removed");
    }
}
