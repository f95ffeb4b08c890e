//! The cache: the newest child of an image that was made with an equal config (`image/cache`).

use super::engine::{Engine, Image};
use crate::image::ContainerConfig;
use crate::options::{BuildOptions, NoCache};

/// The cache as one stage uses it: after the first miss it is not asked again.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    is_off: bool,
    is_missed: bool,
    /// Ids of `--cache-from`; `None` without the flag.
    sources: Option<Vec<String>>,
}

impl Cache {
    pub(super) fn new(options: &BuildOptions, engine: &Engine) -> Self {
        let found = options.cache_from.iter().filter_map(|name| {
            let name = if name.rsplit('/').next()?.contains(':') {
                name.clone()
            } else {
                format!("{name}:latest")
            };
            engine.tagged(&name).map(|image| image.id.clone())
        });
        Self {
            is_off: options.no_cache != NoCache::Off,
            is_missed: false,
            sources: (!options.cache_from.is_empty()).then(|| found.collect()),
        }
    }

    /// At each `FROM`.
    pub(super) fn reset(&mut self) {
        self.is_missed = false;
    }

    /// The image that this step made before.
    pub(super) fn probe(
        &mut self,
        engine: &Engine,
        parent: &str,
        config: &ContainerConfig,
    ) -> Option<String> {
        if self.is_off || self.is_missed {
            return None;
        }
        let children = engine.children(parent);
        let equal = children.filter(|image| is_equal(&image.container_config, config));
        let hit = equal.last().filter(|image| self.is_allowed(engine, image));
        self.is_missed = hit.is_none();
        hit.map(|image| image.id.clone())
    }

    /// With `--cache-from`, only what one of its images is made of counts.
    fn is_allowed(&self, engine: &Engine, image: &Image) -> bool {
        self.sources.as_ref().is_none_or(|sources| {
            sources
                .iter()
                .any(|source| *source == image.id || engine.is_ancestor(&image.id, source))
        })
    }
}

/// `compare` of `image/cache/compare.go`: neither the working directory nor the health check count.
fn is_equal(a: &ContainerConfig, b: &ContainerConfig) -> bool {
    a.user == b.user
        && a.cmd == b.cmd
        && a.env == b.env
        && a.labels == b.labels
        && a.exposed_ports == b.exposed_ports
        && a.entrypoint == b.entrypoint
        && a.volumes == b.volumes
}
