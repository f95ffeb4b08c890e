//! Images in an engine or a registry.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::attestation::Statement;
use crate::base_image::{BaseImage, BaseLayer};
use crate::filesystem::{Change, FileSystem};
use crate::image::ImageConfig;
use crate::platform::Platform;
use crate::reference::Reference;
use crate::report::config_json;
use crate::shell::sha256_hex;

/// One platform of an image.
#[derive(Debug, Clone)]
pub struct PlatformVariant {
    /// Which.
    pub platform: Platform,
    /// Config and history.
    pub config: ImageConfig,
    /// All its layers, bottom first.
    pub layers: Vec<BaseLayer>,
    /// What those of its own build hold, bottom first; of the layers below it is not recorded.
    pub(crate) own_layers: Vec<Rc<Vec<Change>>>,
    /// Where its own history begins, after that of the base.
    pub own_history: usize,
    /// Its final file system.
    pub files: FileSystem,
    /// What is attested about it.
    pub attestations: Vec<Statement>,
}

/// An image under one or more names.
#[derive(Debug, Clone)]
pub struct StoredImage {
    /// A digest of what the simulator knows of it: `sha256:…`. A real one covers bytes that are not made here.
    pub id: String,
    /// Its platforms in the order asked for; never empty.
    pub platforms: Vec<PlatformVariant>,
    /// When it was built, in minutes of the terminal's clock; `None` for one that was pulled.
    pub created_minutes: Option<u64>,
    /// It is an index: several platforms, or one with attestations.
    pub is_index: bool,
}

/// Images by name with tag.
#[derive(Debug, Clone, Default)]
pub struct ImageStore {
    named: BTreeMap<String, StoredImage>,
    /// Images that lost their name, or never had one.
    dangling: Vec<StoredImage>,
}

impl StoredImage {
    /// An image whose id follows from its content.
    #[must_use]
    pub fn new(platforms: Vec<PlatformVariant>, created_minutes: Option<u64>) -> Self {
        let mut known = String::new();
        for one in &platforms {
            known += &one.platform.format();
            known += &config_json(&one.config);
            for entry in &one.config.history {
                known += &entry.created_by;
            }
            for layer in &one.layers {
                known += &format!("{} {}", layer.created_by, layer.size_bytes);
            }
            for statement in &one.attestations {
                known += &statement.json;
            }
        }
        let is_index =
            platforms.len() > 1 || platforms.iter().any(|one| !one.attestations.is_empty());
        Self {
            id: digest(&known),
            platforms,
            created_minutes,
            is_index,
        }
    }

    /// The twelve characters that the client shows.
    #[must_use]
    pub fn short_id(&self) -> &str {
        self.id.get(7..19).unwrap_or_default()
    }

    /// The variant for a platform, else the first.
    #[must_use]
    pub fn variant(&self, platform: Option<&Platform>) -> Option<&PlatformVariant> {
        let mut variants = self.platforms.iter();
        let exact = platform.and_then(|asked| variants.find(|one| one.platform == *asked));
        exact.or_else(|| self.platforms.first())
    }

    /// A digest that belongs to a part of the image: `sha256:…`.
    #[must_use]
    pub fn digest_of(&self, part: &str) -> String {
        digest(&format!("{} {part}", self.id))
    }
}

impl PlatformVariant {
    /// Sum of its layers.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.layers.iter().map(|layer| layer.size_bytes).sum()
    }

    /// The same as something to build on.
    #[must_use]
    pub fn to_base(&self) -> BaseImage {
        BaseImage {
            config: self.config.clone(),
            layers: self.layers.clone(),
            files: self.files.clone(),
            assumption: None,
            platforms: &[],
            sources: &[],
        }
    }
}

impl ImageStore {
    /// Puts an image under its names; what had one of them before is left without it.
    pub fn put(&mut self, names: &[String], image: StoredImage) {
        for name in names {
            let old = self.named.insert(name.clone(), image.clone());
            if let Some(old) = old.filter(|old| old.id != image.id)
                && !self.named.values().any(|kept| kept.id == old.id)
            {
                self.dangling.push(old);
            }
        }
        if names.is_empty() && self.find(&image.id).is_none() {
            self.dangling.push(image);
        }
    }

    /// The image with a name as a user writes it, or an id or its beginning.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&StoredImage> {
        let by_name = full_name(name).and_then(|name| self.named.get(&name));
        by_name.or_else(|| {
            let hex = name.strip_prefix("sha256:").unwrap_or(name);
            let fits = |image: &&StoredImage| {
                hex.len() >= 4 && image.id.get(7..).is_some_and(|id| id.starts_with(hex))
            };
            self.named.values().chain(&self.dangling).find(fits)
        })
    }

    /// All names in order, and the images without one under `<none>`, newest first.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &StoredImage)> {
        let named = self
            .named
            .iter()
            .map(|(name, image)| (name.as_str(), image));
        named.chain(
            self.dangling
                .iter()
                .rev()
                .map(|image| ("<none>:<none>", image)),
        )
    }

    /// The names of an image.
    #[must_use]
    pub fn names(&self, id: &str) -> Vec<&str> {
        let named = self.named.iter().filter(|(_, image)| image.id == id);
        named.map(|(name, _)| name.as_str()).collect()
    }

    /// Takes a name away, or an image without one: what was removed.
    pub fn remove(&mut self, name: &str) -> Option<StoredImage> {
        if let Some(image) = full_name(name).and_then(|name| self.named.remove(&name)) {
            return Some(image);
        }
        let id = self.find(name)?.id.clone();
        self.named.retain(|_, image| image.id != id);
        let place = self.dangling.iter().position(|image| image.id == id)?;
        Some(self.dangling.remove(place))
    }
}

/// A name with its tag, as short as a user would write it.
pub(super) fn full_name(name: &str) -> Option<String> {
    let reference = Reference::parse(name).ok()?;
    Some(reference.with_default_tag().familiar())
}

/// `sha256:…` of a text.
pub(super) fn digest(text: &str) -> String {
    format!("sha256:{}", sha256_hex(text.as_bytes()))
}
