//! Looking images up: the frontend's one window to the world.

use crate::image::ImageConfig;
use crate::platform::Platform;
use crate::reference::Reference;

/// Where base images come from.
pub trait ImageLookup {
    /// The image that a registry would give for a reference and a platform; `None` if there is none.
    fn image(&self, reference: &Reference, platform: &Platform) -> Option<ImageConfig>;

    /// Why there is none: BuildKit's text.
    fn refusal(&self, reference: &Reference, _platform: &Platform) -> String {
        format!("{reference}: not found")
    }
}

/// Every image exists and sets nothing but `PATH`: enough to read a Dockerfile without a catalogue.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyImage;

impl ImageLookup for AnyImage {
    fn image(&self, _: &Reference, platform: &Platform) -> Option<ImageConfig> {
        let mut image = ImageConfig {
            platform: platform.clone(),
            ..ImageConfig::default()
        };
        image
            .config
            .set_env("PATH", crate::path::default_path_env(&platform.os));
        image.diff_ids.push(String::new());
        Some(image)
    }
}

/// An image that a conversion asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ResolvedImage {
    /// With its tag.
    pub reference: Reference,
    /// For which platform.
    pub platform: Platform,
    /// `[internal] load metadata for docker.io/library/alpine:latest`
    pub log_name: String,
}
