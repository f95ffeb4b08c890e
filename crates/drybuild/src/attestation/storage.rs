//! Where attestations are stored: beside the image in its index, in files of an output folder, or nowhere.

use serde_json::{Value, json};

use super::object::Object;
use super::{Asked, Statement, UNKNOWN, statements};
use crate::build::{Build, PlatformImage};
use crate::options::BuildOptions;

/// What an `--output` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exporter {
    /// `type=image`, `type=registry`, `--push`: an image in the builder's store or a registry.
    Image,
    /// `type=oci`: an OCI layout as a tar.
    Oci,
    /// `type=docker`, `--load`: an image for the Docker daemon.
    Docker,
    /// `type=local`: a folder.
    Local,
    /// `type=tar`: the folder as a tar.
    Tar,
    /// No output: the result stays in the cache.
    None,
}

/// Where the attestations of a build go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Storage {
    /// In the image's index, each platform with a manifest of its own.
    Index(Vec<AttestationManifest>),
    /// As files of the output folder: name and content.
    Files(Vec<(String, String)>),
    /// Not at all, and why not.
    Nowhere(&'static str),
}

/// The manifest that holds the attestations about one platform's image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestationManifest {
    /// The platform whose image it is about.
    pub platform: String,
    /// Its entry in the index, as indented JSON.
    pub descriptor: String,
    /// The manifest, as indented JSON.
    pub manifest: String,
    /// What its layers hold.
    pub statements: Vec<Statement>,
}

/// The exporters that a command names, one an `--output`; without one, an image where `--tag` names it.
#[must_use]
pub fn exporters(options: &BuildOptions) -> Vec<Exporter> {
    let exporter = |output: &String| {
        let kind = output
            .split(',')
            .find_map(|field| field.strip_prefix("type="));
        match kind.unwrap_or("local") {
            "image" | "registry" => Exporter::Image,
            "oci" => Exporter::Oci,
            "docker" => Exporter::Docker,
            "tar" => Exporter::Tar,
            "cacheonly" => Exporter::None,
            _ => Exporter::Local,
        }
    };
    if options.output.is_empty() {
        return vec![Exporter::Image];
    }
    options.output.iter().map(exporter).collect()
}

/// Where one exporter stores what was asked for.
#[must_use]
pub fn storage(build: &Build, exporter: Exporter, asked: &Asked) -> Storage {
    if asked.provenance.is_none() && asked.sbom.is_none() {
        return Storage::Nowhere("no attestation was asked for");
    }
    match exporter {
        Exporter::Image | Exporter::Oci => {
            let manifests = build
                .built_images()
                .map(|image| manifest(build, image, asked));
            Storage::Index(manifests.collect())
        }
        Exporter::Local | Exporter::Tar => {
            let is_default =
                |asked: &Asked| asked.provenance.as_ref().is_some_and(|one| one.inline_only);
            let mut kept = asked.clone();
            if is_default(asked) {
                // Provenance that no flag asks for is for images only.
                kept.provenance = None;
            }
            files(build, &kept)
        }
        Exporter::Docker => Storage::Nowhere(
            "the docker exporter writes a single image and has no index for attestations",
        ),
        Exporter::None => Storage::Nowhere("nothing is exported"),
    }
}

fn files(build: &Build, asked: &Asked) -> Storage {
    let has_many = build.images.len() > 1;
    let mut files = Vec::new();
    for image in build.built_images() {
        for statement in statements(build, image, asked) {
            let folder = if has_many {
                format!("{}/", image.platform.format().replace('/', "_"))
            } else {
                String::new()
            };
            files.push((format!("{folder}{}", statement.file_name), statement.json));
        }
    }
    if files.is_empty() {
        return Storage::Nowhere("an output folder holds provenance only where a flag asks for it");
    }
    Storage::Files(files)
}

/// `commitAttestationsManifest` of `exporter/containerimage/writer.go`, with OCI artifacts as they are by default.
fn manifest(build: &Build, image: &PlatformImage, asked: &Asked) -> AttestationManifest {
    const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
    let statements = statements(build, image, asked);
    let layers = statements.iter().map(|statement| {
        json!({
            "mediaType": "application/vnd.in-toto+json",
            "digest": UNKNOWN,
            "size": statement.json.len(),
            "annotations": { "in-toto.io/predicate-type": statement.predicate_type },
        })
    });
    let manifest = Object::default()
        .always("schemaVersion", 2)
        .always("mediaType", MANIFEST)
        .always("artifactType", "application/vnd.docker.attestation.manifest.v1+json")
        .always(
            "config",
            json!({ "mediaType": "application/vnd.oci.empty.v1+json", "digest": UNKNOWN, "size": 2, "data": "e30=" }),
        )
        .list("layers", layers)
        .always("subject", json!({ "mediaType": MANIFEST, "digest": UNKNOWN }));
    let descriptor = json!({
        "mediaType": MANIFEST,
        "digest": UNKNOWN,
        "annotations": {
            "vnd.docker.reference.digest": UNKNOWN,
            "vnd.docker.reference.type": "attestation-manifest",
        },
        "platform": { "architecture": "unknown", "os": "unknown" },
    });
    AttestationManifest {
        platform: image.platform.to_string(),
        descriptor: format!("{descriptor:#}"),
        manifest: format!("{:#}", Value::from(manifest)),
        statements,
    }
}
