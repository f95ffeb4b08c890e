//! When each vertex of a build runs, on a virtual clock.
//!
//! In: a [`Build`]. Out: a [`Timeline`]: every vertex as BuildKit's client sees it, the builder's
//! own (`[internal] …`, `exporting to image`) included, with the times between which it ran. A vertex starts when its
//! inputs are ready and the worker has a slot for it; a failure cancels what still runs. The clock is the scenario's:
//! the same build gives the same times everywhere. Durations are figures of [`duration`], each with its source; what is
//! right about them is their order of magnitude. Processes are assumed not to slow each other down, downloads share the
//! network evenly.

mod clock;
mod critical;
mod digest;
pub mod duration;
mod legacy;
mod plan;
mod process;
mod script;
mod timeline;
mod transfer;

pub use critical::{CriticalLink, Wait};
pub(crate) use digest::stand_in;
pub use legacy::{LegacyStep, LegacyTimeline, Reason, legacy};
pub(crate) use plan::short;
pub(crate) use process::process_ms;
pub use timeline::{Interval, LogLine, Part, State, Timeline, TimelineVertex};

use crate::build::Build;

/// The timeline of a build.
#[must_use]
pub fn schedule(build: &Build) -> Timeline {
    let plan = plan::of(build);
    let runs = clock::run(&plan.jobs(), &plan.limits);
    timeline::of(build, &plan, &runs)
}

#[cfg(test)]
mod tests;
