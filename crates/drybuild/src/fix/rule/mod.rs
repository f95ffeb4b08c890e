//! The kinds of fixes, one a file, the most wanted first.

mod argument;
mod cleanup;
mod download;
mod drop_command;
mod environment;
mod flag;
mod git;
mod ignore;
mod in_place;
mod npm;
mod program;
mod recorded;
mod silence;
mod text;
mod without_file;

use super::candidate::{Candidate, Case};

/// Proposes candidates for one build.
pub(super) type Rule = fn(&Case<'_>) -> Vec<Candidate>;

/// In the order in which they are tried.
pub(super) const RULES: [Rule; 11] = [
    recorded::candidates,
    ignore::candidates,
    in_place::candidates,
    git::candidates,
    npm::candidates,
    download::candidates,
    silence::candidates,
    environment::candidates,
    drop_command::unwanted,
    cleanup::candidates,
    drop_command::candidates,
];
