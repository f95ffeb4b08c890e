//! An entry of the catalogue, as `data/tools/*.toml` tells it.

use super::Cost;

/// A tool.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The names that it is called by.
    pub programs: &'static [&'static str],
    /// The module here that knows what no table can tell.
    pub(super) code: Option<&'static str>,
    /// Options that take the next word as their value.
    pub(super) with_value: &'static [&'static str],
    /// Files and variables that it takes its settings and credentials from.
    pub reads: &'static [&'static str],
    /// Where it keeps what it downloaded or built.
    pub caches: &'static [&'static str],
    /// Names for paths and values; the first alternative that is not empty counts.
    pub(super) places: &'static [(&'static str, &'static [&'static str])],
    /// Where the facts are from.
    pub sources: &'static [Source],
    /// What it does; the first that fits counts.
    pub commands: &'static [Command],
}

/// Where a fact is from.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Its name in the entry.
    pub id: &'static str,
    /// A run or a document.
    pub kind: SourceKind,
    /// Name and version of the program or of the document.
    pub of: &'static str,
    /// The command, or the place in the document.
    pub at: &'static str,
    /// What was found.
    pub says: &'static str,
}

/// How a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// The program was run with a planted value, and everything that it left was searched for it.
    Run,
    /// Its documentation says so.
    Documentation,
}

/// One command of a tool. What it is given and none of its effects names goes nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// The first operands: `config set|set`; empty fits every command.
    pub words: &'static str,
    /// Conditions, all of which must hold.
    pub(super) when: &'static [&'static str],
    /// The ids of its sources.
    pub sources: &'static [&'static str],
    pub(super) writes: &'static [Write],
    pub(super) prints: &'static [Print],
    pub(super) may: &'static [May],
    /// Files whose directory is emptied of them.
    pub(super) remove: &'static [&'static str],
    /// Operands are packages of this system, which bring programs.
    pub(super) installs: Option<&'static str>,
    pub(super) exit: u8,
    /// What it costs.
    pub work: Option<Cost>,
}

/// A file that is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Write {
    pub(super) path: &'static str,
    /// `None`: the content is not known, only an illustrative size.
    pub(super) holds: Option<&'static str>,
    pub(super) size_bytes: u64,
    pub(super) mode: u32,
    /// Behind what the file holds already.
    pub(super) adds: bool,
    pub(super) when: &'static [&'static str],
}

/// Text that is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Print {
    pub(super) text: &'static str,
    pub(super) to_stderr: bool,
    /// The text is a placeholder for this.
    pub(super) unknown: Option<&'static str>,
    pub(super) when: &'static [&'static str],
}

/// Where a secret may go.
#[derive(Debug, Clone, Copy)]
pub(super) struct May {
    /// `argv`, `env`, `stdin` or a template.
    pub(super) of: &'static str,
    /// `output`, `files` or the template of a path.
    pub(super) goes: &'static str,
    pub(super) when: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/tools.rs"));

/// The catalogue, ordered by the names of its files.
#[must_use]
pub fn entries() -> &'static [Entry] {
    ENTRIES
}
