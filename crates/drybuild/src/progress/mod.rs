//! What the client shows of a build, as buildx and BuildKit's `progressui` write it.
//!
//! In: a [`Build`] and its [`Timeline`]. Out: the text of `--progress=plain`, the rows of the terminal at any moment, and
//! the status messages of `--progress=rawjson`. Nothing here knows how long things take: it only shows.

mod amount;
mod display;
mod event;
mod failure;
mod plain;
mod raw_json;
mod terminal;

use crate::build::Build;
use crate::machine::Driver;
use crate::schedule::Timeline;

pub use event::{Event, EventKind, events};
pub(crate) use failure::excerpt;
pub use raw_json::raw_json;
pub use terminal::{RowState, Screen, ScreenRow, screen};

/// Everything that `docker buildx build --progress=plain` writes, from the name of the builder to the error.
#[must_use]
pub fn plain(build: &Build, timeline: &Timeline) -> String {
    log(build, timeline) + &failure::error(build)
}

/// The same without its last line, the error itself.
pub(crate) fn log(build: &Build, timeline: &Timeline) -> String {
    let mut out = missing_output(build);
    out += &plain::text(first_line(build), timeline);
    out += &warnings(build);
    out += &failure::excerpt(build);
    out
}

/// The log that the builder keeps: what the client adds is not in it.
pub(crate) fn record(timeline: &Timeline) -> String {
    plain::text(String::new(), timeline)
}

/// What `--progress=quiet` leaves: the error, if there is one.
#[must_use]
pub fn quiet(build: &Build) -> String {
    failure::excerpt(build) + &failure::error(build)
}

/// The line with which buildx begins.
pub(crate) fn first_line(build: &Build) -> String {
    let machine = &build.machine;
    format!(
        "building with \"{}\" instance using {} driver",
        machine.builder,
        machine.driver.name()
    )
}

/// The container driver keeps results to itself, and buildx says so.
fn missing_output(build: &Build) -> String {
    let driver = build.machine.driver;
    if driver == Driver::Docker || !build.options.output.is_empty() {
        return String::new();
    }
    format!(
        "WARNING: No output specified with {} driver. Build result will only remain in the build cache. To push result image into registry use --push or to load image into docker use --load\n",
        driver.name()
    )
}

/// The checks in short, below the log (`printWarnings` of buildx).
fn warnings(build: &Build) -> String {
    let texts: Vec<String> = build.checks.iter().map(crate::schedule::short).collect();
    if texts.is_empty() {
        return String::new();
    }
    let count = match texts.len() {
        1 => "1 warning".to_owned(),
        count => format!("{count} warnings"),
    };
    let mut out = format!("\n {count} found (use docker --debug to expand):\n");
    for text in texts {
        out += &format!(" - {text}\n");
    }
    out
}

#[cfg(test)]
mod tests;
