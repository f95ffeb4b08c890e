//! What a solve leaves: a result, a status and a reason for every vertex.

use super::evaluate::State;
use super::{Failure, Solution, Status};
use crate::graph::{Definition, Op};

pub(super) fn solution(
    definition: &Definition,
    mut states: Vec<State>,
    failure: Option<Failure>,
) -> Solution {
    if failure.is_some() {
        unseen(definition, &mut states);
    }
    let mut solution = Solution {
        failure,
        ..Solution::default()
    };
    for (state, vertex) in states.into_iter().zip(&definition.vertices) {
        let is_unused = state.held.as_ref().is_some_and(|held| !held.is_loaded);
        let status = match state.status {
            // An image is looked up in any case; it is taken from the cache where something needs its files.
            Status::Cached if is_unused && matches!(vertex.op, Op::Source(_)) => Status::Done,
            status => status,
        };
        solution.statuses.push(status);
        solution.misses.push(state.miss);
        solution
            .records
            .push(state.held.as_ref().and_then(|held| held.record));
        let solved = state
            .held
            .filter(|_| state.status != Status::NotRun)
            .map(|held| held.solved);
        solution.vertices.push(solved);
    }
    solution
}

/// When a build fails, a step that was found is seen only where something on top of it began (`solver/progress.go`).
fn unseen(definition: &Definition, states: &mut [State]) {
    let mut is_seen = vec![false; states.len()];
    for (index, vertex) in definition.vertices.iter().enumerate().rev() {
        let Some(state) = states.get_mut(index) else {
            continue;
        };
        let is_started = matches!(state.status, Status::Done | Status::Failed)
            || state.held.as_ref().is_some_and(|held| held.is_loaded)
            || is_seen.get(index).copied().unwrap_or(false);
        if is_started {
            for edge in &vertex.inputs {
                if let Some(seen) = is_seen.get_mut(edge.vertex.0) {
                    *seen = true;
                }
            }
        } else if state.status == Status::Cached {
            state.status = Status::NotRun;
        }
    }
}
