//! What code blocks of a topic claim, held against the simulator.
//!
//! In: the blocks of one topic that say `proved`, in page order. Out: a diagnostic for each claim that does not hold,
//! with what is true instead. A console block is typed into a terminal on paper; a Dockerfile is built there; any other
//! block with a title is saved as a file. Each place (a lab, a folder of the course, an empty folder) has one terminal
//! in a topic, so that a block finds what the blocks above it have left.

mod claim;
mod console;
mod dockerfile;
mod elided;
mod leaves;
mod terminal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use course::{CodeBlock, CodeJudge, Diagnostic, Lab, Severity, Source};
use drybuild::context::ContextEntry;

use self::claim::Claim;
use self::terminal::Terminal;
use crate::lab_judge::DryBuildJudge;

/// The rule that all of this is found by.
const RULE: &str = "proof";

impl CodeJudge for DryBuildJudge {
    fn attributes(&self) -> &'static [&'static str] {
        lab_protocol::CLAIM_ATTRIBUTES
    }

    fn judge_code(
        &self,
        blocks: &[CodeBlock<'_>],
        labs: &[&Lab],
        source: &dyn Source,
    ) -> Vec<Diagnostic> {
        let mut terminals = BTreeMap::new();
        blocks
            .iter()
            .flat_map(|block| prove(block, &mut terminals, labs, source))
            .collect()
    }
}

fn prove(
    block: &CodeBlock<'_>,
    terminals: &mut BTreeMap<String, Terminal>,
    labs: &[&Lab],
    source: &dyn Source,
) -> Vec<Diagnostic> {
    let claim = match Claim::read(block) {
        Ok(claim) => claim,
        Err(message) => return vec![problem(block, message)],
    };
    if claim.fresh {
        terminals.remove(&claim.place);
    }
    if !terminals.contains_key(&claim.place) {
        match Terminal::open(&claim.place, labs, source) {
            Ok(terminal) => terminals.insert(claim.place.clone(), terminal),
            Err(message) => return vec![problem(block, message)],
        };
    }
    let Some(terminal) = terminals.get_mut(&claim.place) else {
        return Vec::new();
    };
    terminal.follow(&claim.secrets);
    match block.language.as_str() {
        "console" => console::prove(block, &claim, terminal),
        "dockerfile" => dockerfile::prove(block, &claim, terminal),
        _ => {
            let entry = ContextEntry::File {
                bytes: block.code.clone().into_bytes(),
                mode: 0o644,
            };
            terminal.docker.put(&block.title, &entry);
            Vec::new()
        }
    }
}

/// A problem of the block as a whole.
fn problem(block: &CodeBlock<'_>, message: impl Into<String>) -> Diagnostic {
    block.problem(Severity::Error, RULE, message)
}

/// Lines as a hint, so that an author can copy them.
fn shown(what: &str, text: &str) -> String {
    /// Enough for a build's log; more hides the message.
    const MOST: usize = 60;
    let lines: Vec<&str> = text.lines().collect();
    let mut hint = what.to_owned();
    for line in lines.iter().take(MOST) {
        hint.push_str("\n    ");
        hint.push_str(line);
    }
    if lines.len() > MOST {
        hint.push_str(&format!("\n    … and {} lines more", lines.len() - MOST));
    }
    hint
}
