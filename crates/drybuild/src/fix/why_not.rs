//! Why no edit helps, in words.

use crate::build::Build;
use crate::reach::{Reach, Sink};

/// Where a build reads what one before it left.
pub(super) const NEEDED_LATER: &str = "a later build reads what an earlier one leaves of it: give the secret to that build too, instead of handing it on";

/// About the places that are left.
pub(super) fn words(build: &Build, places: &[Reach]) -> String {
    let mut sinks: Vec<Sink> = places.iter().map(|place| place.sink).collect();
    sinks.sort();
    sinks.dedup();
    let is_only = |allowed: &[Sink]| sinks.iter().all(|sink| allowed.contains(sink));
    let places = places.iter().map(|place| place.place.text.as_str());
    let first = places.clone().next().unwrap_or_default();
    if build.refused.is_some() {
        "the Dockerfile does not build, and its error quotes the value: put the error right first"
            .to_owned()
    } else if is_only(&[
        Sink::BuilderHistory,
        Sink::BuilderCache,
        Sink::CacheMount,
        Sink::CacheRecord,
        Sink::ContextSnapshot,
    ]) {
        format!(
            "it is left on the builder ({first}), by a build before this one or by a step that cannot do without it: no edit takes that back; prune the builder (`docker buildx prune --all`, `docker buildx history rm --all`) and replace the secret"
        )
    } else {
        format!(
            "no edit that was tried keeps it out of {first} without losing what the step is there for: change what the program is told, or keep the step out of the build, and replace the secret"
        )
    }
}
