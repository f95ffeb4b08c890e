//! Where each secret goes: every place that a build leaves it in, and how it came there.
//!
//! In: the builds that a builder has seen, the last of which is asked about, and the builder's state after them.
//! Out: for each secret its [`Reach`]es. The places are those that were searched after real builds; what is not
//! understood gives *possible* ones. Values are never printed.

mod cache;
mod chain;
mod layers;
mod provenance;
mod readers;
mod records;
mod sink;
mod sources;
mod texts;

use crate::Span;
use crate::build::Build;
use crate::labelled::{Certainty, Form, SecretId};
use crate::solve::Builder;

use provenance::Documents;

pub(crate) use layers::{ANY_FILE, hides, in_change};
pub use sink::{Outputs, Reader, Sink};

/// Every text of an image's config with its path.
pub(crate) fn config_fields(image: &crate::image::ImageConfig) -> Vec<(String, String)> {
    texts::fields(&image.config, &image.author)
}

/// Where one secret goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretReach {
    /// Which.
    pub secret: SecretId,
    /// Where the input holds the value: `build argument TOKEN`; empty when nothing does.
    pub sources: Vec<String>,
    /// The places, those of this build first, then by sink.
    pub reached: Vec<Reach>,
}

/// One place that a secret reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The kind of place.
    pub sink: Sink,
    /// Whether the last build's own command makes it, or another would.
    pub outputs: Outputs,
    /// Whether it follows or only may be.
    pub certainty: Certainty,
    /// How it is spelled there.
    pub form: Form,
    /// Where exactly.
    pub place: Place,
    /// How it came there, source first.
    pub chain: Vec<Link>,
}

/// Where in a sink; what does not apply is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// In words: `layer 3, /app/.npmrc`.
    pub text: String,
    /// The stage's name, `stage-0` without one.
    pub stage: Option<String>,
    /// Its instruction, counting RUN, COPY, ADD and WORKDIR from 1.
    pub step: Option<usize>,
    /// Absolute path of the file.
    pub path: Option<String>,
    /// Path of a field of a JSON document.
    pub json_path: Option<String>,
    /// The instruction that let it out.
    pub span: Option<Span>,
}

/// One step on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What happened, in words, in Markdown's inline code where code is meant.
    pub text: String,
    /// Where in the Dockerfile; `None` for the command line or the context.
    pub span: Option<Span>,
}

/// Follows every secret through `builds`, oldest first. Sinks on the builder are those of all builds, the others those
/// of the last.
#[must_use]
pub fn reach(builds: &[Build], builder: &Builder) -> Vec<SecretReach> {
    let Some(last) = builds.last() else {
        return Vec::new();
    };
    let documents: Vec<Documents> = builds.iter().map(Documents::of).collect();
    let one = |secret: SecretId| {
        let mut found = Found {
            secret,
            is_elsewhere: false,
            reached: Vec::new(),
        };
        texts::find(last, &mut found);
        layers::find(last, &mut found);
        if let Some(documents) = documents.last() {
            provenance::find(last, documents, &mut found);
        }
        cache::find(builds, builder, &mut found);
        records::find(builds, &documents, &mut found);
        found.finish(last)
    };
    last.planted.iter().map(|(secret, _)| one(secret)).collect()
}

/// What was found of one secret so far.
struct Found {
    secret: SecretId,
    /// What is found belongs to an earlier build of another Dockerfile: its places are none of the last one's.
    is_elsewhere: bool,
    reached: Vec<Reach>,
}

impl Found {
    fn value<'a>(&self, build: &'a Build) -> &'a [u8] {
        build.planted.value(self.secret).unwrap_or_default()
    }

    /// Whether a text of the build holds the whole value.
    fn is_in(&self, build: &Build, text: &str) -> bool {
        let value = self.value(build);
        !value.is_empty()
            && text
                .as_bytes()
                .windows(value.len())
                .any(|window| window == value)
    }

    /// Adds a place where the value stands byte for byte.
    fn certain(&mut self, sink: Sink, place: Place, chain: Vec<Link>) {
        self.push(Reach {
            sink,
            outputs: Outputs::ThisBuild,
            certainty: Certainty::Certain,
            form: Form::Plain,
            place,
            chain,
        });
    }

    /// What follows is found in `build`, and told of `last`.
    fn look_into(&mut self, build: &Build, last: Option<&Build>) {
        self.is_elsewhere = last.is_some_and(|last| last.dockerfile != build.dockerfile);
    }

    fn push(&mut self, mut reach: Reach) {
        if self.is_elsewhere {
            reach.place.span = None;
            reach.chain.iter_mut().for_each(|link| link.span = None);
        }
        let same = |old: &&mut Reach| old.sink == reach.sink && old.place == reach.place;
        match self.reached.iter_mut().find(same) {
            Some(old) if old.certainty > reach.certainty => *old = reach,
            Some(_) => {}
            None => self.reached.push(reach),
        }
    }

    fn finish(mut self, build: &Build) -> SecretReach {
        let outputs = readers::ThisBuild::of(&build.options);
        for reach in &mut self.reached {
            reach.outputs = outputs.of_sink(reach.sink);
        }
        self.reached.retain(|reach| outputs.exists(reach.sink));
        self.reached
            .sort_by_key(|reach| (reach.outputs, reach.sink, reach.certainty));
        SecretReach {
            secret: self.secret,
            sources: sources::find(build, self.secret),
            reached: self.reached,
        }
    }
}
