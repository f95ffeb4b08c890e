//! The critical path: what each part of it waited for.

use super::clock::{Cause, Run};
use super::plan::Plan;

/// One part of the critical path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriticalLink {
    /// The vertex of the timeline, by index.
    pub vertex: usize,
    /// When its part of the path begins.
    pub start_ms: u64,
    /// When it ends.
    pub end_ms: u64,
    /// What it waited for until it began.
    pub wait: Wait,
}

/// Why something began no earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// Nothing: it is the first.
    Nothing,
    /// The result of the one before it.
    Input,
    /// A slot: `max-parallelism` is reached.
    Slot,
    /// The cache mount of this id, which is locked.
    CacheMount(String),
}

impl Wait {
    /// In words, to stand behind the name of what waits.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Nothing => "starts the build".to_owned(),
            Self::Input => "needs the result of the one before".to_owned(),
            Self::Slot => "waits for a slot: max-parallelism is reached".to_owned(),
            Self::CacheMount(id) => {
                let id = id.strip_prefix('/').unwrap_or(id);
                format!(
                    "waits for the cache mount `{id}`, which sharing=locked lets only one step use"
                )
            }
        }
    }
}

/// From what ended last back to what nothing held up.
pub(super) fn path(plan: &Plan, runs: &[Option<Run>]) -> Vec<CriticalLink> {
    let ended = |index: usize| runs.get(index).and_then(Option::as_ref);
    let last = (0..runs.len()).filter_map(|index| Some((ended(index)?.end_us, index)));
    let mut at = last.max().map(|(_, index)| index);
    let mut links: Vec<CriticalLink> = Vec::new();
    while let Some(index) = at {
        let (Some(run), Some(task)) = (ended(index), plan.tasks.get(index)) else {
            break;
        };
        let (before, wait) = match &run.cause {
            Cause::Start => (None, Wait::Nothing),
            Cause::Input(before) => (Some(*before), Wait::Input),
            Cause::Slot(before) => (Some(*before), Wait::Slot),
            Cause::Lock(before, id) => (Some(*before), Wait::CacheMount(id.clone())),
        };
        let (start_ms, end_ms) = (run.held_us / 1_000, run.end_us / 1_000);
        match links.last_mut() {
            // Resolving and pulling an image are one vertex.
            Some(later) if later.vertex == task.row => {
                later.start_ms = start_ms;
                later.wait = wait;
            }
            _ => links.push(CriticalLink {
                vertex: task.row,
                start_ms,
                end_ms,
                wait,
            }),
        }
        at = before;
    }
    links.reverse();
    // What took no time kept nobody waiting.
    links.retain(|link| link.end_ms > link.start_ms);
    links
}
