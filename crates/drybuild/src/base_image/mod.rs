//! Base images as data: config, history, layers, files and tools, with where each fact is from.
//!
//! In: a reference. Out: a [`BaseImage`], always: one that is not in the catalogue is assumed to have a POSIX shell and
//! the usual tools, and says so in [`BaseImage::assumption`]. Nothing is fetched.

mod catalogue;
mod distribution;
mod platforms;
mod tools;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::filesystem::FileSystem;
use crate::frontend::ImageLookup;
use crate::image::{HistoryEntry, ImageConfig};
use crate::platform::Platform;
use crate::reference::Reference;

pub use distribution::Distribution;

/// An image that a build starts from.
#[derive(Debug, Clone)]
pub struct BaseImage {
    /// Config and history.
    pub config: ImageConfig,
    /// Bottom first; sizes are illustrative.
    pub layers: Vec<BaseLayer>,
    /// The files that matter to a build, not all that the image has.
    pub files: FileSystem,
    /// What had to be assumed; `None` for an image of the catalogue.
    pub assumption: Option<String>,
    /// What it is published for; empty where that is not known.
    pub platforms: &'static [&'static str],
    /// Where the facts are from.
    pub sources: &'static [&'static str],
}

/// A layer that the base brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseLayer {
    /// Its history text.
    pub created_by: String,
    /// Unpacked size as of late 2025, rounded: for orders of magnitude only.
    pub size_bytes: u64,
}

/// Where base images come from: those of the catalogue, and images that the caller adds or puts in their place.
#[derive(Debug, Clone, Default)]
pub struct Images {
    own: BTreeMap<String, BaseImage>,
    /// Images of the catalogue that were asked for, by reference; shared by all clones.
    known: Rc<RefCell<BTreeMap<String, BaseImage>>>,
}

impl Images {
    /// Puts an image under a name as a Dockerfile writes it, with its tag: `busybox:latest`.
    #[must_use]
    pub fn with(mut self, name: &str, image: BaseImage) -> Self {
        self.own.insert(name.to_owned(), image);
        self
    }

    /// The image for a reference. Never fails: see [`BaseImage::assumption`].
    #[must_use]
    pub fn find(&self, reference: &Reference) -> BaseImage {
        let name = reference.clone().with_default_tag().familiar();
        if let Some(own) = self.own.get(&name) {
            return own.clone();
        }
        let mut known = self.known.borrow_mut();
        let image = known
            .entry(name)
            .or_insert_with(|| catalogue::find(reference));
        image.clone()
    }
}

impl ImageLookup for Images {
    fn image(&self, reference: &Reference, platform: &Platform) -> Option<ImageConfig> {
        if !platforms::is_published(self, reference, platform) {
            return None;
        }
        let mut config = self.find(reference).config;
        config.platform = platform.clone();
        Some(config)
    }

    fn refusal(&self, reference: &Reference, _: &Platform) -> String {
        // Measured with BuildKit 73ed6825, an index and a platform that is not in it.
        format!(
            "failed to resolve source metadata for {reference}: no match for platform in manifest: not found"
        )
    }
}

impl BaseImage {
    /// A distribution as it is, with further programs in `/usr/local/bin`, and one layer.
    #[must_use]
    pub fn of(distribution: Distribution, programs: &[&str], created_by: &str) -> Self {
        let mut image = Self {
            config: ImageConfig::default(),
            layers: Vec::new(),
            files: distribution.files(programs),
            assumption: None,
            platforms: &[],
            sources: &[],
        };
        image.push_layer(created_by, "", 0);
        image
    }

    fn push_layer(&mut self, created_by: &str, comment: &str, size_bytes: u64) {
        self.layers.push(BaseLayer {
            created_by: created_by.to_owned(),
            size_bytes,
        });
        self.config.diff_ids.push(String::new());
        self.push_history(created_by, comment, false);
    }

    fn push_history(&mut self, created_by: &str, comment: &str, empty_layer: bool) {
        self.config.history.push(HistoryEntry {
            created_by: created_by.to_owned(),
            comment: comment.to_owned(),
            empty_layer,
            ..HistoryEntry::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str) -> BaseImage {
        Images::default().find(&Reference::parse(name).unwrap())
    }

    #[test]
    fn tags_choose_variants() {
        assert!(
            find("python:3.13-slim")
                .files
                .lookup("/usr/bin/apt-get")
                .is_some()
        );
        assert!(
            find("python:3.13-slim")
                .files
                .lookup("/usr/bin/git")
                .is_none()
        );
        assert!(find("python:3.13").files.lookup("/usr/bin/git").is_some());
        assert!(
            find("python:3.13-alpine")
                .files
                .lookup("/sbin/apk")
                .is_some()
        );
        assert_eq!(
            find("python:3.13.2-slim")
                .config
                .config
                .env_value("PYTHON_VERSION"),
            Some("3.13.2")
        );
    }

    #[test]
    fn an_alpine_has_no_npm_and_a_node_has() {
        assert!(
            find("alpine:3.22")
                .files
                .lookup("/usr/local/bin/npm")
                .is_none()
        );
        assert!(
            find("node:22-alpine")
                .files
                .lookup("/usr/local/bin/npm")
                .is_some()
        );
    }

    #[test]
    fn layers_and_history_agree() {
        for name in [
            "alpine",
            "debian",
            "python:3.13-slim",
            "node:22",
            "golang",
            "corp/unknown:7",
        ] {
            let image = find(name);
            let full = image
                .config
                .history
                .iter()
                .filter(|h| !h.empty_layer)
                .count();
            assert_eq!(full, image.layers.len(), "{name}");
        }
    }

    #[test]
    fn an_unknown_image_is_said_to_be_unknown() {
        assert!(find("alpine").assumption.is_none());
        let unknown = find("corp/runtime:3");
        assert!(unknown.assumption.unwrap().contains("corp/runtime:3"));
        assert!(unknown.files.incomplete);
    }
}
