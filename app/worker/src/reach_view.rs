//! Where each secret goes, in the scenario's order.

use drybuild::build::Build;
use drybuild::labelled::Certainty;
use drybuild::reach::{self, Outputs, Reader, Sink};
use drybuild::report::check_with;
use lab_protocol::{ChainStep, Reach, Scenario, SecretReach};

use crate::position::Text;
use crate::report_view::Names;

pub(crate) fn view(
    build: &Build,
    found: &[reach::SecretReach],
    scenario: &Scenario,
    text: &Text<'_>,
    names: &Names<'_>,
) -> Vec<SecretReach> {
    let of = |name: &str| found.iter().find(|reach| names.one(reach.secret) == name);
    let one = |secret: &lab_protocol::Secret| {
        let reached = of(&secret.name);
        SecretReach {
            secret: secret.name.clone(),
            sources: reached
                .map(|reach| reach.sources.clone())
                .unwrap_or_default(),
            reached: reached
                .map(|reach| {
                    reach
                        .reached
                        .iter()
                        .map(|place| view_place(build, place, text))
                        .collect()
                })
                .unwrap_or_default(),
        }
    };
    scenario.secrets.iter().map(one).collect()
}

fn view_place(build: &Build, reach: &reach::Reach, text: &Text<'_>) -> Reach {
    let step = |link: &reach::Link| ChainStep {
        text: link.text.clone(),
        lines: link.span.map(|span| text.lines(span)),
    };
    Reach {
        sink: sink(reach.sink),
        outputs: match reach.outputs {
            Outputs::ThisBuild => lab_protocol::Outputs::ThisBuild,
            Outputs::WhatIf => lab_protocol::Outputs::WhatIf,
        },
        certainty: match reach.certainty {
            Certainty::Certain => lab_protocol::Certainty::Certain,
            Certainty::Possible => lab_protocol::Certainty::Possible,
        },
        place: reach.place.text.clone(),
        lines: reach.place.span.map(|span| text.lines(span)),
        reader: reader(reach.sink.reader()),
        chain: reach.chain.iter().map(step).collect(),
        check_with: check_with(build, reach.sink, &reach.place),
    }
}

fn reader(reader: Reader) -> lab_protocol::Reader {
    match reader {
        Reader::Image => lab_protocol::Reader::Image,
        Reader::Cache => lab_protocol::Reader::Cache,
        Reader::Builder => lab_protocol::Reader::Builder,
        Reader::Log => lab_protocol::Reader::Log,
        Reader::LocalOutput => lab_protocol::Reader::LocalOutput,
    }
}

fn sink(sink: Sink) -> lab_protocol::Sink {
    match sink {
        Sink::ImageLayer => lab_protocol::Sink::ImageLayer,
        Sink::ImageLayerHidden => lab_protocol::Sink::ImageLayerHidden,
        Sink::ImageHistory => lab_protocol::Sink::ImageHistory,
        Sink::ImageConfig => lab_protocol::Sink::ImageConfig,
        Sink::ImageManifest => lab_protocol::Sink::ImageManifest,
        Sink::InlineCache => lab_protocol::Sink::InlineCache,
        Sink::LocalOutput => lab_protocol::Sink::LocalOutput,
        Sink::ProvenanceMin => lab_protocol::Sink::ProvenanceMin,
        Sink::ProvenanceMax => lab_protocol::Sink::ProvenanceMax,
        Sink::BuildLog => lab_protocol::Sink::BuildLog,
        Sink::BuilderHistory => lab_protocol::Sink::BuilderHistory,
        Sink::BuilderCache => lab_protocol::Sink::BuilderCache,
        Sink::CacheRecord => lab_protocol::Sink::CacheRecord,
        Sink::CacheExportMin => lab_protocol::Sink::CacheExportMin,
        Sink::CacheExportMax => lab_protocol::Sink::CacheExportMax,
        Sink::CacheMount => lab_protocol::Sink::CacheMount,
        Sink::ContextSnapshot => lab_protocol::Sink::ContextSnapshot,
    }
}
