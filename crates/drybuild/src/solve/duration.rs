//! How long a vertex takes, as far as it decides which of several failures comes first.

use crate::graph::{Op, Vertex};

/// Milliseconds, with all that a step needs to itself and nothing in its cache mounts.
pub(super) fn estimate(vertex: &Vertex) -> u64 {
    match &vertex.op {
        Op::Exec(op) => crate::schedule::process_ms(op),
        Op::Source(_) => 0,
        _ => 10,
    }
}
