//! What a daemon keeps: images by id, names for them, containers that were not removed.

use std::collections::BTreeMap;

use crate::base_image::BaseImage;
use crate::filesystem::{Change, FileSystem};
use crate::image::{ContainerConfig, HistoryEntry, ImageConfig};
use crate::reference::Reference;
use crate::shell::sha256_hex;

/// The state of a daemon as the classic builder sees it.
#[derive(Debug, Clone, Default)]
pub struct Engine {
    images: BTreeMap<String, Image>,
    /// Ids in the order in which the images were made.
    order: Vec<String>,
    tags: BTreeMap<String, String>,
    /// Containers that steps left behind.
    pub containers: Vec<Container>,
    /// No registry and no site can be reached: what is not there fails to be fetched.
    pub is_offline: bool,
    /// Names of the base images that are there; `None` where every image can be had.
    pub known_images: Option<Vec<String>>,
    made: u64,
}

/// An image of the store: the result of one step, or a base.
#[derive(Debug, Clone, Default)]
pub struct Image {
    /// 64 hexadecimal digits; made up, for a real one hashes the time.
    pub id: String,
    /// The image of the step before.
    pub parent: Option<String>,
    /// Config and history.
    pub config: ImageConfig,
    /// Config of the container that the image was made of; its command is the history text in pieces.
    pub container_config: ContainerConfig,
    /// The container that was committed; `None` for `COPY`, `ADD` and bases.
    pub container: Option<String>,
    /// All its files.
    pub files: FileSystem,
    /// Layers above the base, each with what it holds.
    pub layers: Vec<Vec<Change>>,
    /// Bytes in the files of each of those.
    pub layer_sizes: Vec<u64>,
    /// How many layers the base brings.
    pub base_layers: usize,
    /// How many history entries the base brings.
    pub base_history: usize,
    /// The name of the base; empty for `scratch`.
    pub base: String,
}

/// A container that a step left behind.
#[derive(Debug, Clone)]
pub struct Container {
    /// 64 hexadecimal digits.
    pub id: String,
    /// How its process ended; `None` when it was never started.
    pub exit: Option<u8>,
    /// `Config.Env`: build arguments are in it.
    pub env: Vec<String>,
    /// `Config.Cmd`
    pub cmd: Vec<String>,
    /// What it wrote over its image.
    pub changes: Vec<Change>,
}

impl Engine {
    /// A daemon that reaches nothing and has these base images, named with their tags.
    #[must_use]
    pub fn offline(known_images: Vec<String>) -> Self {
        Self {
            is_offline: true,
            known_images: Some(known_images),
            ..Self::default()
        }
    }

    /// The image with this id.
    #[must_use]
    pub fn image(&self, id: &str) -> Option<&Image> {
        self.images.get(id)
    }

    /// All images that builds made, in the order of making.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        let all = self.order.iter().filter_map(|id| self.images.get(id));
        all.filter(|image| image.parent.is_some() || image.base.is_empty())
    }

    /// Base images that builds used: the short form of the id, and the name.
    pub fn bases(&self) -> impl Iterator<Item = (&str, &str)> {
        let bases = self
            .images
            .values()
            .filter(|image| image.parent.is_none() && !image.base.is_empty());
        bases.filter_map(|image| Some((image.id.get(..12)?, image.base.as_str())))
    }

    /// The image that has a name with its tag.
    #[must_use]
    pub fn tagged(&self, name: &str) -> Option<&Image> {
        self.images.get(self.tags.get(name)?)
    }

    /// Gives an image a name.
    pub fn tag(&mut self, name: &str, id: &str) {
        self.tags.insert(name.to_owned(), id.to_owned());
    }

    /// Whether one image is among those that another one was made from.
    #[must_use]
    pub fn is_ancestor(&self, ancestor: &str, of: &str) -> bool {
        let mut at = self.image(of).and_then(|image| image.parent.as_deref());
        while let Some(id) = at {
            if id == ancestor {
                return true;
            }
            at = self.image(id).and_then(|image| image.parent.as_deref());
        }
        false
    }

    /// Children of an image, oldest first; of no image, those that began from `scratch`.
    pub(super) fn children(&self, parent: &str) -> impl Iterator<Item = &Image> {
        let images = self.order.iter().filter_map(|id| self.images.get(id));
        images.filter(move |image| match &image.parent {
            Some(id) => id == parent,
            None => parent.is_empty() && image.base.is_empty(),
        })
    }

    /// A new id.
    pub(super) fn new_id(&mut self, of: &str) -> String {
        self.made += 1;
        sha256_hex(format!("{} {of}", self.made).as_bytes())
    }

    pub(super) fn add(&mut self, image: Image) {
        self.order.push(image.id.clone());
        self.images.insert(image.id.clone(), image);
    }

    /// The id under which a base image is kept.
    pub(super) fn add_base(&mut self, reference: &Reference, base: BaseImage) -> String {
        let name = reference.clone().with_default_tag().familiar();
        let id = sha256_hex(format!("base {name}").as_bytes());
        if !self.images.contains_key(&id) {
            let layers = base
                .config
                .history
                .iter()
                .filter(|entry| !entry.empty_layer);
            let image = Image {
                id: id.clone(),
                base_layers: layers.count(),
                base_history: base.config.history.len(),
                config: base.config,
                files: base.files,
                base: name,
                ..Image::default()
            };
            self.add(image);
        }
        id
    }
}

impl Image {
    /// The rows above the base.
    #[must_use]
    pub fn own_history(&self) -> &[HistoryEntry] {
        self.config
            .history
            .get(self.base_history..)
            .unwrap_or_default()
    }
}
