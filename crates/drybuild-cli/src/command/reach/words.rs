//! Places and readers as people call them.

use drybuild::labelled::Certainty;
use drybuild::reach::{Reader, Sink};

pub(super) fn sink(sink: Sink) -> &'static str {
    match sink {
        Sink::ImageLayer => "image layer",
        Sink::ImageLayerHidden => "image layer, hidden",
        Sink::ImageHistory => "image history",
        Sink::ImageConfig => "image config",
        Sink::ImageManifest => "image manifest",
        Sink::InlineCache => "inline cache",
        Sink::LocalOutput => "output folder",
        Sink::ProvenanceMin => "provenance mode=min",
        Sink::ProvenanceMax => "provenance mode=max",
        Sink::BuildLog => "build log",
        Sink::BuilderHistory => "builder's record",
        Sink::BuilderCache => "builder's layers",
        Sink::CacheRecord => "builder's cache list",
        Sink::CacheExportMin => "cache export mode=min",
        Sink::CacheExportMax => "cache export mode=max",
        Sink::CacheMount => "cache mount",
        Sink::ContextSnapshot => "builder's context copy",
    }
}

/// What the place is, for a rule's help.
pub(super) fn sink_in_full(sink: Sink) -> &'static str {
    match sink {
        Sink::ImageLayer => "A file in a layer of the image holds the secret.",
        Sink::ImageLayerHidden => {
            "A later layer removes or replaces the file, and the layer below still holds it."
        }
        Sink::ImageHistory => "A row of the image's history holds the secret.",
        Sink::ImageConfig => "The image config holds the secret.",
        Sink::ImageManifest => "Names or annotations of the image hold the secret.",
        Sink::InlineCache => "The cache entry inside the image config holds the secret.",
        Sink::LocalOutput => "A file in the output folder holds the secret.",
        Sink::ProvenanceMin => "The provenance attestation with mode=min holds the secret.",
        Sink::ProvenanceMax => "The provenance attestation with mode=max holds the secret.",
        Sink::BuildLog => "The output of the build holds the secret.",
        Sink::BuilderHistory => "The record that the builder keeps of the build holds the secret.",
        Sink::BuilderCache => {
            "A layer that the builder keeps holds the secret, also where no image has it."
        }
        Sink::CacheRecord => "The builder's list of what it caches holds the secret.",
        Sink::CacheExportMin => "A cache exported with mode=min holds the secret.",
        Sink::CacheExportMax => "A cache exported with mode=max holds the secret.",
        Sink::CacheMount => "A cache mount keeps the secret for later builds.",
        Sink::ContextSnapshot => "The builder's copy of the build context holds the secret.",
    }
}

pub(super) fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Image => "anyone with the image",
        Reader::Cache => "anyone with the cache",
        Reader::Builder => "anyone on the builder",
        Reader::Log => "anyone who reads the log",
        Reader::LocalOutput => "anyone with the folder",
    }
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
    }
}
