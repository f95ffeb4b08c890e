use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

/// How much a command says, and to whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// Nothing but problems.
    pub(crate) quiet: bool,
    /// One JSON object instead of sentences.
    pub(crate) json: bool,
}

impl Output {
    /// Says what became of the command: a sentence, or the same for a program.
    pub(crate) fn done(self, sentence: &str, object: &Value) {
        if self.json {
            println!("{object}");
        } else if !self.quiet {
            println!("{sentence}");
        }
    }

    /// Says something on the way, to people alone.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet && !self.json {
            eprintln!("{text}");
        }
    }

    /// A bar for work of so many parts; it shows only in a terminal, and vanishes when it is done.
    pub(crate) fn progress(self, what: &'static str, parts: usize) -> ProgressBar {
        if self.quiet || self.json || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(u64::try_from(parts).unwrap_or(u64::MAX)).with_message(what);
        match ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}") {
            Ok(style) => bar.with_style(style.progress_chars("=> ")),
            Err(_) => bar,
        }
    }
}
