//! What a build makes for one platform.

use crate::base_image::{BaseLayer, Images};
use crate::frontend::{PlatformBuild, ScanTargets};
use crate::graph::{Definition, Edge, Op, VertexId};
use crate::image::ImageConfig;
use crate::platform::Platform;
use crate::reference::Reference;

/// The image of one platform; its vertices are those of [`super::Build::definition`].
#[derive(Debug, Clone)]
pub struct PlatformImage {
    /// The platform that was asked for, or the builder's.
    pub platform: Platform,
    /// Config and history.
    pub config: ImageConfig,
    /// Its root file system; `None` when it is empty (`FROM scratch` alone).
    pub result: Option<Edge>,
    /// The layers that the base brings, bottom first.
    pub base_layers: Vec<BaseLayer>,
    /// What an SBOM scanner is given besides the file system.
    pub scan: ScanTargets,
}

impl PlatformImage {
    /// The vertices whose outputs hold its own layers, bottom first.
    pub fn own_layers(&self) -> impl Iterator<Item = VertexId> {
        self.config.history.iter().filter_map(|entry| entry.vertex)
    }
}

/// The graph of all platforms, and an image for each.
pub(super) fn of(
    platforms: Vec<PlatformBuild>,
    images: &Images,
) -> (Definition, Vec<PlatformImage>) {
    let mut definitions = Vec::with_capacity(platforms.len());
    let mut configs = Vec::with_capacity(platforms.len());
    for platform in platforms {
        definitions.push(platform.definition);
        configs.push((platform.platform, platform.image, platform.scan));
    }
    let (definition, joined) = Definition::join(definitions);
    let made = configs.into_iter().zip(joined);
    let made = made.map(|((platform, mut config, scan), joined)| {
        for entry in &mut config.history {
            entry.vertex = entry.vertex.and_then(|vertex| joined.vertex(vertex));
        }
        PlatformImage {
            platform,
            config,
            result: joined.result,
            base_layers: bottom_layers(&definition, joined.result, images),
            scan,
        }
    });
    let made = made.collect();
    (definition, made)
}

/// Layers of the image that a result stands on, found by following the root inputs down.
fn bottom_layers(definition: &Definition, mut at: Option<Edge>, images: &Images) -> Vec<BaseLayer> {
    while let Some(vertex) = at.and_then(|edge| definition.vertex(edge.vertex)) {
        if let Op::Source(source) = &vertex.op {
            let scheme_and_name = source.identifier.split_once("://");
            let name = scheme_and_name.map_or("", |(_, name)| name);
            let reference = Reference::parse(name);
            return reference
                .map(|reference| images.find(&reference).layers)
                .unwrap_or_default();
        }
        at = vertex.root_input();
    }
    Vec::new()
}
