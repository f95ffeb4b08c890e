//! Which sinks a command makes, and which only another one would.

use super::{Outputs, Sink};
use crate::attestation::{Asked, Mode};
use crate::options::BuildOptions;

/// What a command asks for.
pub(super) struct ThisBuild {
    /// `None` is buildx's default, `mode=min`; `Some(None)` is none at all.
    provenance: Option<Option<Mode>>,
    /// Modes of `--cache-to`; `None` when it was not given.
    cache: Option<Vec<CacheMode>>,
    is_local: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CacheMode {
    Inline,
    Min,
    Max,
}

impl ThisBuild {
    pub(super) fn of(options: &BuildOptions) -> Self {
        let asked = Asked::of(options).provenance.map(|settings| settings.mode);
        let provenance = options.provenance.as_ref().map(|_| asked);
        let cache = (!options.cache_to.is_empty()).then(|| {
            let mode = |value: &String| {
                if value
                    .split(',')
                    .any(|f| matches!(f, "type=inline" | "inline"))
                {
                    CacheMode::Inline
                } else if value.split(',').any(|f| f == "mode=max") {
                    CacheMode::Max
                } else {
                    CacheMode::Min
                }
            };
            options.cache_to.iter().map(mode).collect()
        });
        Self {
            provenance,
            cache,
            is_local: is_local(options),
        }
    }

    /// Whether there is such a place at all: a mode that was asked for leaves no room for the other.
    pub(super) fn exists(&self, sink: Sink) -> bool {
        match sink {
            Sink::ProvenanceMin => self.provenance.is_none_or(|mode| mode == Some(Mode::Min)),
            Sink::ProvenanceMax => self.provenance.is_none_or(|mode| mode == Some(Mode::Max)),
            Sink::CacheExportMin => self.has_cache(CacheMode::Min).unwrap_or(true),
            Sink::CacheExportMax => self.has_cache(CacheMode::Max).unwrap_or(true),
            Sink::InlineCache => self.has_cache(CacheMode::Inline).unwrap_or(false),
            Sink::LocalOutput => self.is_local,
            Sink::ImageLayer
            | Sink::ImageLayerHidden
            | Sink::ImageHistory
            | Sink::ImageConfig
            | Sink::ImageManifest => !self.is_local,
            _ => true,
        }
    }

    pub(super) fn of_sink(&self, sink: Sink) -> Outputs {
        let is_what_if = match sink {
            Sink::ProvenanceMax => self.provenance.is_none(),
            Sink::CacheExportMin | Sink::CacheExportMax => self.cache.is_none(),
            _ => false,
        };
        if is_what_if {
            Outputs::WhatIf
        } else {
            Outputs::ThisBuild
        }
    }

    fn has_cache(&self, mode: CacheMode) -> Option<bool> {
        self.cache.as_ref().map(|modes| modes.contains(&mode))
    }
}

/// `--output type=local` or `type=tar`: files instead of an image.
pub(super) fn is_local(options: &BuildOptions) -> bool {
    let files_only = |value: &String| {
        value
            .split(',')
            .any(|f| matches!(f, "type=local" | "type=tar"))
    };
    !options.output.is_empty() && options.output.iter().all(files_only)
}
