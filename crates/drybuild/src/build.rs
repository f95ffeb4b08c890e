//! One whole dry build: Dockerfile and command in, image and what is known about it out.
//!
//! Joins the stages of this crate: [`crate::frontend`], then [`crate::solve`]. A Dockerfile that does not build is a
//! [`Build`] too. Several platforms are one graph, in which equal vertices stand once, and an image each.

mod older;
mod passage;
mod platform_image;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dockerfile::{Dockerfile, Version};

use crate::Span;
use crate::attestation::Asked;
use crate::base_image::{BaseImage, BaseLayer, Images};
use crate::context::ContextTree;
use crate::filesystem::FileSystem;
use crate::frontend;
use crate::graph::{Definition, Op};
use crate::lint::Warning;
use crate::machine::Machine;
use crate::options::BuildOptions;
use crate::reference::Reference;
use crate::remote_cache::{self, CacheExport, CacheImport, RemoteCaches};
use crate::solve::{Builder, Client, Planted, Scripts, Solution};

pub use platform_image::PlatformImage;

/// All that a build depends on.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Text of the Dockerfile.
    pub dockerfile: String,
    /// The command line.
    pub options: BuildOptions,
    /// The build context.
    pub context: ContextTree,
    /// Local folders of `--build-context`, by name.
    pub contexts: BTreeMap<String, ContextTree>,
    /// The values to follow, in an order of the caller's.
    pub secrets: Vec<Vec<u8>>,
    /// The registry.
    pub images: Images,
    /// What the builder runs on.
    pub machine: Machine,
}

/// A build that was simulated.
#[derive(Debug, Clone)]
pub struct Build {
    /// Text of the Dockerfile.
    pub dockerfile: String,
    /// The same as a tree.
    pub tree: Dockerfile,
    /// The command line.
    pub options: BuildOptions,
    /// The build context.
    pub context: ContextTree,
    /// Local folders of `--build-context`, by name.
    pub contexts: BTreeMap<String, ContextTree>,
    /// What the builder runs on.
    pub machine: Machine,
    /// The layers of the images that the graph names, bottom first, by source identifier.
    pub source_layers: BTreeMap<String, Vec<BaseLayer>>,
    /// Ids of the cache mounts that held something when the build began.
    pub filled_cache_mounts: BTreeSet<String>,
    /// What the builder had of the client's folders when the build began, by name.
    pub(crate) received: BTreeMap<String, FileSystem>,
    /// The values that are followed.
    pub planted: Planted,
    /// The graph of all platforms; empty when the frontend failed. Its result is that of the first platform.
    pub definition: Rc<Definition>,
    /// What came of it.
    pub solution: Solution,
    /// The number of each vertex's script in traces.
    pub scripts: Vec<u32>,
    /// What `--cache-from` read.
    pub cache_imports: Vec<CacheImport>,
    /// What `--cache-to` wrote.
    pub cache_exports: Vec<CacheExport>,
    /// An image a platform, in the order asked for; empty when the frontend failed.
    pub images: Vec<PlatformImage>,
    /// Why the frontend stopped, and where.
    pub refused: Option<(String, Option<Span>)>,
    /// Names under which the log shows image look-ups.
    pub resolved: Vec<String>,
    /// What BuildKit's checks say.
    pub checks: Vec<Warning>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
    /// Whether the builder still has its record of the build: `docker buildx history rm` takes it away.
    pub is_recorded: bool,
}

/// Builds on a builder, whose state goes on, and where there are no caches but its own.
#[must_use]
pub fn build(input: Input, builder: &mut Builder) -> Build {
    build_with(input, builder, &mut RemoteCaches::default())
}

/// Builds on a builder; `--cache-from` and `--cache-to` read and write `caches`.
#[must_use]
pub fn build_with(input: Input, builder: &mut Builder, caches: &mut RemoteCaches) -> Build {
    build_version(Version::CURRENT, input, builder, caches)
}

/// Builds as another version of the frontend does, which also has an older solver's texts.
#[must_use]
pub fn build_as(version: Version, input: Input, builder: &mut Builder) -> Build {
    build_version(version, input, builder, &mut RemoteCaches::default())
}

fn build_version(
    version: Version,
    input: Input,
    builder: &mut Builder,
    caches: &mut RemoteCaches,
) -> Build {
    let tree = dockerfile::parse_as(version, &input.dockerfile);
    let frontend = frontend::convert(&tree, &input.options, &input.images);
    let refused = frontend.error.map(|error| {
        let place = error.locations.first().and_then(|location| location.span);
        (error.message, place)
    });
    let (definition, images) = platform_image::of(frontend.platforms, &input.images);
    let definition = Rc::new(definition);
    let mut assumptions = Vec::new();
    if input
        .secrets
        .iter()
        .any(|value| !Planted::is_followed(value))
    {
        let text =
            "a secret of fewer than four bytes cannot be told from other text: it is not followed";
        assumptions.push(text.to_owned());
    }
    let planted = Planted::new(input.secrets);
    let client = Client {
        context: &input.context,
        contexts: &input.contexts,
        options: &input.options,
        images: &input.images,
        machine: &input.machine,
        planted: &planted,
    };
    let filled_cache_mounts = builder.filled_cache_mounts();
    let received = builder.received();
    builder.read_dockerfile(input.dockerfile.len());
    let (solved, refused) = match caches.solve(&definition, &client, builder) {
        Ok(solved) => (solved, refused),
        // The client says what is wrong with its options, and sends nothing.
        Err(message) => (remote_cache::Solved::default(), Some((message, None))),
    };
    let mut solution = solved.solution;
    older::keep_mount_points(version, &definition, &mut solution, &input.options.secrets);
    if let Some(failure) = &mut solution.failure {
        failure.message = older::failure_text(version, &definition, failure);
    }
    // The attestation is made when all steps have run, and only then its settings are read.
    let faults = Asked::of(&input.options).faults;
    let refused = refused.or_else(|| {
        let fault = faults
            .into_iter()
            .next()
            .filter(|_| solution.failure.is_none())?;
        Some((fault.message, None))
    });
    let mut source_layers = BTreeMap::new();
    for vertex in &definition.vertices {
        let Op::Source(source) = &vertex.op else {
            continue;
        };
        let Some(image) = image(&source.identifier, &input.images) else {
            continue;
        };
        assumptions.extend(image.assumption.filter(|text| !assumptions.contains(text)));
        source_layers.insert(source.identifier.clone(), image.layers);
    }
    if images
        .iter()
        .flat_map(|image| &image.base_layers)
        .any(|layer| layer.size_bytes > 0)
    {
        let text = "sizes of base images, and names and sizes of what package managers download, are illustrative";
        assumptions.push(text.to_owned());
    }
    Build {
        dockerfile: input.dockerfile,
        tree,
        options: input.options,
        context: input.context,
        contexts: input.contexts,
        machine: input.machine,
        source_layers,
        filled_cache_mounts,
        received,
        planted,
        scripts: definition.vertices.iter().map(Scripts::number).collect(),
        definition,
        solution,
        cache_imports: solved.imports,
        cache_exports: solved.exports,
        images,
        refused,
        resolved: frontend
            .resolved
            .into_iter()
            .map(|image| image.log_name)
            .collect(),
        checks: frontend.warnings,
        assumptions,
        is_recorded: true,
    }
}

fn image(identifier: &str, images: &Images) -> Option<BaseImage> {
    let name = identifier.strip_prefix("docker-image://")?;
    let reference = Reference::parse(name).ok()?;
    Some(images.find(&reference))
}

impl Build {
    /// Whether an image (or a local output) came out.
    #[must_use]
    pub fn is_built(&self) -> bool {
        self.refused.is_none() && self.solution.failure.is_none()
    }

    /// BuildKit's text for why there is no image, without `failed to solve: `.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        let refused = self.refused.as_ref().map(|(message, _)| message.as_str());
        refused.or_else(|| {
            self.solution
                .failure
                .as_ref()
                .map(|failure| failure.message.as_str())
        })
    }

    /// The texts that steps of traces point into.
    #[must_use]
    pub fn scripts(&self) -> Scripts<'_> {
        Scripts {
            dockerfile: &self.dockerfile,
            vertices: &self.definition.vertices,
            numbers: &self.scripts,
        }
    }

    /// The image of the first platform, if one came out.
    #[must_use]
    pub fn image(&self) -> Option<&PlatformImage> {
        self.built_images().next()
    }

    /// The images that came out, in the order of the platforms.
    pub fn built_images(&self) -> impl Iterator<Item = &PlatformImage> {
        self.images.iter().filter(|_| self.is_built())
    }
}
