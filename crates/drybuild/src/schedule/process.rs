//! The commands of a step, and what they take.

use super::{duration, script};
use crate::graph::ExecOp;
use crate::machine::Network;

/// The commands of a `RUN`: those of its script, or the one of its array.
pub(super) fn commands(op: &ExecOp) -> Vec<script::ScriptCommand> {
    let text = op.args.last().map(String::as_str).unwrap_or_default();
    if op.args.len() > 1 && op.args.iter().any(|arg| arg.ends_with("-c")) {
        return script::commands(text);
    }
    vec![script::ScriptCommand {
        range: 0..text.len(),
        words: op.args.clone(),
    }]
}

/// Milliseconds of a step that runs alone on a usual network, with empty caches.
pub(crate) fn process_ms(op: &ExecOp) -> u64 {
    let download = Network::default().download_bytes_per_s.max(1);
    let mut ms = duration::PROCESS_START_MS.value + duration::PROCESS_END_MS.value;
    for command in commands(op) {
        let cost = duration::cost(&command.words, false);
        let travel_ms = cost.download_bytes.saturating_mul(1_000) / download;
        ms = ms
            .saturating_add(cost.cpu_ms)
            .saturating_add(cost.wait_ms)
            .saturating_add(travel_ms);
    }
    ms
}
