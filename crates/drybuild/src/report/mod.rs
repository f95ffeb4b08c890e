//! What a build shows: messages, layers, history, config and reach, ready to be laid out.
//!
//! In: a [`Build`] and the builder's state after it. Out: a [`Report`] whose places are byte spans of the Dockerfile;
//! turning them into lines is the caller's part. Nothing here simulates.

mod cache;
mod check;
mod config_json;
mod diagnostics;
mod history;
mod layers;

use crate::build::Build;
use crate::command::Problem;
use crate::fix::{self, Draft};
use crate::labelled::SecretId;
use crate::reach::{self, SecretReach};
use crate::solve::Builder;

pub use cache::Step;
pub use check::check_with;
pub use config_json::config_json;
pub use diagnostics::{Diagnostic, Severity};
pub use history::Row;
pub(crate) use layers::size_bytes as layer_size_bytes;
pub use layers::{Entry, EntryKind, Layer};

/// Which builder's answers these are.
pub const BUILDER: &str = "BuildKit, Dockerfile frontend 1.26";

/// The answer of one dry build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Errors, warnings and what was not understood, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// An image a platform, in the order asked for; empty when the build failed.
    pub images: Vec<ImageReport>,
    /// What was found in the cache, what was run, and why.
    pub steps: Vec<Step>,
    /// Where each secret goes.
    pub reach: Vec<SecretReach>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
}

/// One platform's image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReport {
    /// `linux/amd64`.
    pub platform: String,
    /// Its layers, bottom first.
    pub layers: Vec<Layer>,
    /// History, oldest first.
    pub history: Vec<Row>,
    /// The OCI image config without history, as indented JSON.
    pub config: String,
}

/// What would keep each secret out, in the order of the secrets; it takes many builds, so it is no part of [`report`].
#[must_use]
pub fn fixes(drafts: &[Draft], names: &[String]) -> Vec<fix::Answer> {
    let count = drafts.first().map_or(0, |draft| draft.input.secrets.len());
    let ids = (0..u32::try_from(count).unwrap_or_default()).map(SecretId);
    ids.map(|secret| fix::fix(drafts, names, secret)).collect()
}

/// Reports on the last of some builds on one builder; `problems` are those of its command line.
#[must_use]
pub fn report(builds: &[Build], builder: &Builder, problems: &[Problem]) -> Option<Report> {
    let build = builds.last()?;
    Some(Report {
        diagnostics: diagnostics::of(build, problems),
        images: build
            .built_images()
            .map(|image| ImageReport {
                platform: image.platform.to_string(),
                layers: layers::of(build, image),
                history: history::of(build, image),
                config: config_json(&image.config),
            })
            .collect(),
        steps: cache::of(build),
        reach: reach::reach(builds, builder),
        assumptions: build.assumptions.clone(),
    })
}
