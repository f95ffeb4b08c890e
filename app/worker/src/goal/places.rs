//! Conditions on where secrets get to.

use drybuild::labelled::Certainty;
use drybuild::reach::{Outputs, Reach, Reader, SecretReach, Sink};
use lab_protocol::{Places, Scenario};

/// How readers are named in a goal.
const READERS: [(&str, Reader); 5] = [
    ("image", Reader::Image),
    ("cache", Reader::Cache),
    ("builder", Reader::Builder),
    ("log", Reader::Log),
    ("local-output", Reader::LocalOutput),
];

const SINKS: [Sink; 17] = [
    Sink::ImageLayer,
    Sink::ImageLayerHidden,
    Sink::ImageHistory,
    Sink::ImageConfig,
    Sink::ImageManifest,
    Sink::InlineCache,
    Sink::LocalOutput,
    Sink::ProvenanceMin,
    Sink::ProvenanceMax,
    Sink::BuildLog,
    Sink::BuilderHistory,
    Sink::BuilderCache,
    Sink::CacheRecord,
    Sink::CacheExportMin,
    Sink::CacheExportMax,
    Sink::CacheMount,
    Sink::ContextSnapshot,
];

/// All names that a goal can give to places: those of readers, which stand for all that they can read, and of sinks.
#[must_use]
pub fn place_names() -> Vec<&'static str> {
    let readers = READERS.iter().map(|(name, _)| *name);
    let sinks = SINKS.iter().map(|sink| sink.name());
    // `local-output` is both.
    let sinks = sinks.filter(|name| READERS.iter().all(|(reader, _)| reader != name));
    readers.chain(sinks).collect()
}

pub(super) fn unreached(
    asked: &Places,
    scenario: &Scenario,
    found: &[SecretReach],
) -> Option<String> {
    let (secret, reach) = counted(asked, scenario, found).next()?;
    Some(in_words(secret, reach))
}

pub(super) fn reached(
    asked: &Places,
    scenario: &Scenario,
    found: &[SecretReach],
) -> Option<String> {
    if asked.places.is_empty() {
        let is_reached = counted(asked, scenario, found).next().is_some();
        return (!is_reached).then(|| "nothing is reached".to_owned());
    }
    let missed = asked.places.iter().find(|place| {
        let one = Places {
            places: vec![(*place).clone()],
            ..asked.clone()
        };
        counted(&one, scenario, found).next().is_none()
    })?;
    Some(format!("{missed} is not reached"))
}

/// What counts, with the secret's name.
fn counted<'a>(
    asked: &'a Places,
    scenario: &'a Scenario,
    found: &'a [SecretReach],
) -> impl Iterator<Item = (&'a str, &'a Reach)> {
    let secrets = found.iter().filter_map(move |secret| {
        let name = scenario
            .secrets
            .get(secret.secret.0 as usize)?
            .name
            .as_str();
        let is_asked = asked.secrets.is_empty() || asked.secrets.iter().any(|one| one == name);
        is_asked.then_some((name, secret))
    });
    secrets
        .flat_map(|(name, secret)| secret.reached.iter().map(move |reach| (name, reach)))
        .filter(move |(_, reach)| {
            let is_sure = asked.possible || reach.certainty == Certainty::Certain;
            let is_own = asked.what_if || reach.outputs == Outputs::ThisBuild;
            is_sure && is_own && is_among(reach.sink, &asked.places)
        })
}

fn is_among(sink: Sink, places: &[String]) -> bool {
    let reader = READERS
        .iter()
        .find(|(_, reader)| *reader == sink.reader())
        .map_or("", |(name, _)| *name);
    places.is_empty()
        || places
            .iter()
            .any(|place| place == sink.name() || place == reader)
}

fn in_words(secret: &str, reach: &Reach) -> String {
    let verb = match reach.certainty {
        Certainty::Certain => "gets to",
        Certainty::Possible => "may get to",
    };
    let other = match reach.outputs {
        Outputs::ThisBuild => "",
        Outputs::WhatIf => ", with other outputs of the same build",
    };
    let (sink, place) = (reach.sink.name(), &reach.place.text);
    format!("{secret} {verb} {sink} ({place}){other}")
}
