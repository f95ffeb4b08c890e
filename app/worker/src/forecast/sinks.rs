use drybuild::labelled::Certainty;
use drybuild::reach::{Outputs, Reach, Sink};
use lab_protocol::Scenario;

use super::{Foretold, built};

/// Places as a learner tells them apart, in the order in which a build would fill them.
const PLACES: [(&str, &[Sink]); 9] = [
    ("The log of the build", &[Sink::BuildLog]),
    ("A layer, where the image shows it", &[Sink::ImageLayer]),
    ("A layer, hidden by one above it", &[Sink::ImageLayerHidden]),
    ("The history of the image", &[Sink::ImageHistory]),
    ("The config of the image", &[Sink::ImageConfig]),
    (
        "The provenance attestation",
        &[Sink::ProvenanceMin, Sink::ProvenanceMax],
    ),
    ("A cache mount", &[Sink::CacheMount]),
    (
        "A cache that is exported",
        &[
            Sink::InlineCache,
            Sink::CacheExportMin,
            Sink::CacheExportMax,
        ],
    ),
    (
        "What the builder keeps: its cache and its records",
        &[
            Sink::BuilderCache,
            Sink::CacheRecord,
            Sink::BuilderHistory,
            Sink::ContextSnapshot,
        ],
    ),
];

/// Which places a secret reaches with this very command. What is only possible is not asked.
///
/// # Errors
/// When there is no image, or it is not clear which secret is meant.
pub fn sinks(scenario: &Scenario, secret: Option<&str>) -> Result<Vec<Foretold>, String> {
    let index = match (secret, scenario.secrets.as_slice()) {
        (None, [_]) => 0,
        (None, []) => return Err("the lab has no secret".to_owned()),
        (None, _) => return Err("the lab has several secrets: `secret` says which".to_owned()),
        (Some(name), secrets) => secrets
            .iter()
            .position(|secret| secret.name == name)
            .ok_or_else(|| format!("the lab has no secret `{name}`"))?,
    };
    let report = built(scenario)?.report();
    let all = report.map(|report| report.reach).unwrap_or_default();
    let found = all
        .into_iter()
        .find(|found| usize::try_from(found.secret.0) == Ok(index));
    let reached: Vec<Reach> = found
        .into_iter()
        .flat_map(|found| found.reached)
        .filter(|reach| reach.outputs == Outputs::ThisBuild)
        .collect();
    let place = |(text, sinks): &(&str, &[Sink])| {
        let here = || reached.iter().filter(|reach| sinks.contains(&reach.sink));
        let certain = here().find(|reach| reach.certainty == Certainty::Certain);
        if certain.is_none() && here().next().is_some() {
            return None;
        }
        Some(Foretold {
            text: (*text).to_owned(),
            happens: certain.is_some(),
            reason: match certain {
                Some(reach) => format!("It is there: {}.", reach.place.text),
                None => "Nothing of it gets there.".to_owned(),
            },
        })
    };
    Ok(PLACES.iter().filter_map(place).collect())
}
