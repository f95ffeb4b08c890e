//! How long a vertex takes, as far as it decides which of several failures comes first.

use super::Solved;
use crate::graph::{Op, Vertex};

/// Milliseconds: a process takes longer than what the builder does itself.
pub(super) fn estimate(vertex: &Vertex, _solved: Option<&Solved>) -> u64 {
    match &vertex.op {
        Op::Exec(_) => 200,
        Op::Source(_) => 0,
        _ => 10,
    }
}
