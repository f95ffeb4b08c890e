//! The closed list of places.

/// A kind of place that can hold a secret, by the names of the measured data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sink {
    /// A layer of the image, visible in the final file system.
    ImageLayer,
    /// A layer of the image, removed or replaced by a later one.
    ImageLayerHidden,
    /// `created_by` of the image's history.
    ImageHistory,
    /// The rest of the image config.
    ImageConfig,
    /// Annotations and names in manifest or index.
    ImageManifest,
    /// The inline cache entry of the image config.
    InlineCache,
    /// Files that `--output type=local` writes.
    LocalOutput,
    /// Provenance attestation, `mode=min`.
    ProvenanceMin,
    /// Provenance attestation, `mode=max`.
    ProvenanceMax,
    /// Progress output.
    BuildLog,
    /// The build record that the builder stores.
    BuilderHistory,
    /// Snapshots of steps on the builder, of the image or not.
    BuilderCache,
    /// Descriptions of `docker buildx du --verbose`.
    CacheRecord,
    /// A cache exported with `mode=min`.
    CacheExportMin,
    /// A cache exported with `mode=max`.
    CacheExportMax,
    /// The content of a cache mount.
    CacheMount,
    /// The builder's copy of context files.
    ContextSnapshot,
}

impl Sink {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 17] = [
        Self::ImageLayer,
        Self::ImageLayerHidden,
        Self::ImageHistory,
        Self::ImageConfig,
        Self::ImageManifest,
        Self::InlineCache,
        Self::LocalOutput,
        Self::ProvenanceMin,
        Self::ProvenanceMax,
        Self::BuildLog,
        Self::BuilderHistory,
        Self::BuilderCache,
        Self::CacheRecord,
        Self::CacheExportMin,
        Self::CacheExportMax,
        Self::CacheMount,
        Self::ContextSnapshot,
    ];

    /// The name in the measured data: `image-layer-hidden`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ImageLayer => "image-layer",
            Self::ImageLayerHidden => "image-layer-hidden",
            Self::ImageHistory => "image-history",
            Self::ImageConfig => "image-config",
            Self::ImageManifest => "image-manifest",
            Self::InlineCache => "inline-cache",
            Self::LocalOutput => "local-output",
            Self::ProvenanceMin => "provenance-min",
            Self::ProvenanceMax => "provenance-max",
            Self::BuildLog => "build-log",
            Self::BuilderHistory => "builder-history",
            Self::BuilderCache => "builder-cache",
            Self::CacheRecord => "cache-record",
            Self::CacheExportMin => "cache-export-min",
            Self::CacheExportMax => "cache-export-max",
            Self::CacheMount => "cache-mount",
            Self::ContextSnapshot => "context-snapshot",
        }
    }

    /// Who can read it.
    #[must_use]
    pub fn reader(self) -> Reader {
        match self {
            Self::ImageLayer
            | Self::ImageLayerHidden
            | Self::ImageHistory
            | Self::ImageConfig
            | Self::ImageManifest
            | Self::InlineCache
            | Self::ProvenanceMin
            | Self::ProvenanceMax => Reader::Image,
            Self::LocalOutput => Reader::LocalOutput,
            Self::BuildLog => Reader::Log,
            Self::CacheExportMin | Self::CacheExportMax => Reader::Cache,
            Self::BuilderHistory
            | Self::BuilderCache
            | Self::CacheRecord
            | Self::CacheMount
            | Self::ContextSnapshot => Reader::Builder,
        }
    }
}

/// Whose outputs are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outputs {
    /// What this very command leaves behind.
    ThisBuild,
    /// What another output of the same build would hold: provenance max, a cache export.
    WhatIf,
}

/// Who can read a sink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// Anyone who can pull the image.
    Image,
    /// Anyone who can read the exported cache.
    Cache,
    /// Anyone with access to the builder.
    Builder,
    /// Anyone who can read the build's output.
    Log,
    /// Anyone who can read the output folder.
    LocalOutput,
}
