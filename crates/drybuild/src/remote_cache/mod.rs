//! Caches that lie outside of a builder: in a registry, a folder, GitHub's cache or a bucket.
//!
//! In: `--cache-to` and `--cache-from` of a build, and the [`RemoteCaches`] that there are. Out: what was written and what
//! was read, blob by blob. A cache is a value: keys, and layers for some of them ([`ExportedCache`]). Which those are is
//! said by the mode; cache mounts and secrets' values are never in it, files that a step wrote are.

mod options;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::graph::Definition;
use crate::options::BuildOptions;
use crate::solve::{
    Blob, Builder, CacheMode, Caches, Client, ExportedCache, Output, Solution, solve_with,
};

pub use options::CacheOption;
pub use place::{Audience, Place};

/// All caches outside of builders.
#[derive(Debug, Clone, Default)]
pub struct RemoteCaches {
    caches: BTreeMap<Place, Rc<ExportedCache>>,
}

/// A cache that a build was told to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheImport {
    /// As written.
    pub option: String,
    /// Where it lies; `None` where the option is left out, as `type=gha` is outside of GitHub Actions.
    pub place: Option<Place>,
    /// Whether there was one.
    pub is_found: bool,
    /// Blobs that the build needed and that the builder did not have.
    pub pulled: Vec<Blob>,
}

/// A cache that a build has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheExport {
    /// As written.
    pub option: String,
    /// Where it lies.
    pub place: Place,
    /// `mode=`.
    pub mode: CacheMode,
    /// All of its layers.
    pub layers: Vec<Blob>,
    /// Those of them that were not there before.
    pub pushed: Vec<Blob>,
    /// Who can read it.
    pub audience: Audience,
}

/// What came of a build, with what was read and written.
#[derive(Default)]
pub(crate) struct Solved {
    pub(crate) solution: Solution,
    pub(crate) imports: Vec<CacheImport>,
    pub(crate) exports: Vec<CacheExport>,
}

/// What becomes of the results (`--output`, `--push`, `--load`).
fn output(options: &BuildOptions) -> Output {
    let has = |field: &str| {
        options
            .output
            .iter()
            .any(|output| output.split(',').any(|part| part == field))
    };
    if has("type=registry") || has("push=true") {
        Output::Push
    } else if has("type=cacheonly") {
        Output::None
    } else if has("type=local") || has("type=tar") {
        Output::Files
    } else {
        Output::Image
    }
}

/// What `--cache-from` asks for, and the cache that was there.
type Read = (CacheImport, Option<Rc<ExportedCache>>);

/// What `--cache-to` asks for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) option: String,
    /// `None` for the inline cache, which is where the image is.
    pub(crate) place: Option<Place>,
    pub(crate) mode: CacheMode,
}

impl RemoteCaches {
    /// The cache at a place.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<&ExportedCache> {
        self.caches.get(place).map(Rc::as_ref)
    }

    /// The places that hold one, in order.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.caches.keys()
    }

    /// Removes the cache at a place.
    pub fn remove(&mut self, place: &Place) {
        self.caches.remove(place);
    }

    /// Keeps a cache at a place, instead of what was there.
    pub fn insert(&mut self, place: Place, cache: ExportedCache) {
        self.caches.insert(place, Rc::new(cache));
    }

    /// Solves with the caches that the options name, and writes those that they ask for.
    pub(crate) fn solve(
        &mut self,
        definition: &Rc<Definition>,
        client: &Client<'_>,
        builder: &mut Builder,
    ) -> Result<Solved, String> {
        let options = client.options;
        let (mut imports, caches): (Vec<CacheImport>, Vec<_>) =
            self.imports(options)?.into_iter().unzip();
        let wanted = Self::wanted(options)?;
        let output = output(options);
        let caches = Caches {
            imports: caches.into_iter().flatten().collect(),
            exports: wanted.iter().map(|wanted| wanted.mode).collect(),
            output,
        };
        let (solution, exported) = solve_with(definition, client, builder, &caches);
        for import in &mut imports {
            let cache = import.place.as_ref().and_then(|place| self.get(place));
            let layers = cache
                .map(|cache| cache.layers.as_slice())
                .unwrap_or_default();
            let is_pulled = |blob: &&Blob| {
                builder
                    .pulled()
                    .iter()
                    .any(|pulled| pulled.digest == blob.digest)
            };
            let blobs = layers.iter().map(|layer| &layer.blob);
            import.pulled = blobs.filter(is_pulled).cloned().collect();
        }
        let mut exports = Vec::new();
        for (wanted, cache) in wanted.iter().zip(exported) {
            let places: Vec<Place> = match &wanted.place {
                Some(place) => vec![place.clone()],
                // The inline cache is where the image is, under each of its names.
                None if output == Output::Push => options
                    .tags
                    .iter()
                    .filter_map(|tag| place::of_image(tag))
                    .collect(),
                None => Vec::new(),
            };
            for place in places {
                exports.push(self.write(wanted, place, cache.clone()));
            }
        }
        // An image without an inline cache takes the place of one that had it.
        let has_inline = wanted.iter().any(|wanted| wanted.place.is_none());
        if output == Output::Push && !has_inline && solution.failure.is_none() {
            for place in options.tags.iter().filter_map(|tag| place::of_image(tag)) {
                if !exports.iter().any(|export| export.place == place) {
                    self.remove(&place);
                }
            }
        }
        Ok(Solved {
            solution,
            imports,
            exports,
        })
    }

    /// The caches that a build reads, in the order of its options.
    pub(crate) fn imports(&self, options: &BuildOptions) -> Result<Vec<Read>, String> {
        let mut out = Vec::new();
        for text in &options.cache_from {
            let option = CacheOption::parse(text)?;
            let place = option.source(options)?;
            let cache = place
                .as_ref()
                .and_then(|place| self.caches.get(place))
                .cloned();
            let import = CacheImport {
                option: text.clone(),
                is_found: cache.is_some(),
                place,
                pulled: Vec::new(),
            };
            out.push((import, cache));
        }
        Ok(out)
    }

    /// The caches that a build is to write.
    pub(crate) fn wanted(options: &BuildOptions) -> Result<Vec<Wanted>, String> {
        let mut out: Vec<Wanted> = Vec::new();
        for text in &options.cache_to {
            let option = CacheOption::parse(text)?;
            let mode = option.mode();
            if option.kind == "inline" {
                out.push(Wanted {
                    option: text.clone(),
                    place: None,
                    mode: CacheMode::Inline,
                });
            } else if let Some(place) = option.destination(options)? {
                if out.iter().any(|other| other.place.as_ref() == Some(&place)) {
                    return Err(format!("duplicate cache exports [{}]", option.kind));
                }
                out.push(Wanted {
                    option: text.clone(),
                    place: Some(place),
                    mode,
                });
            }
        }
        Ok(out)
    }

    /// Writes a cache; says which of its layers were new there.
    pub(crate) fn write(
        &mut self,
        wanted: &Wanted,
        place: Place,
        cache: ExportedCache,
    ) -> CacheExport {
        let there: BTreeSet<&str> = self
            .caches
            .iter()
            .filter(|(other, _)| other.shares_blobs_with(&place))
            .flat_map(|(_, cache)| cache.layers.iter().map(|layer| layer.blob.digest.as_str()))
            .collect();
        let layers: Vec<Blob> = cache
            .layers
            .iter()
            .map(|layer| layer.blob.clone())
            .collect();
        let pushed = layers
            .iter()
            .filter(|blob| !there.contains(blob.digest.as_str()))
            .cloned()
            .collect();
        let export = CacheExport {
            option: wanted.option.clone(),
            mode: wanted.mode,
            audience: place.audience(),
            layers,
            pushed,
            place: place.clone(),
        };
        // A build that has made no layer leaves what is there.
        if !cache.layers.is_empty() {
            self.insert(place, cache);
        }
        export
    }
}
