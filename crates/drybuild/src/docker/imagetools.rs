//! `docker buildx imagetools inspect`: what a registry holds under a name.

use serde_json::{Value, json};

use super::command::fail;
use super::flags::Given;
use super::store::{PlatformVariant, StoredImage, full_name};
use super::{Docker, table, template};
use crate::base_image::BaseLayer;
use crate::reference::Reference;
use crate::shell::{Exit, Process};

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

pub(super) fn inspect(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(
        words,
        &[("--format", true), ("--raw", false), ("--builder", true)],
        false,
    ) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let [name] = given.operands.as_slice() else {
        return fail(
            process,
            "\"docker buildx imagetools inspect\" requires 1 argument",
        );
    };
    let (Some(full), Ok(reference)) = (full_name(name), Reference::parse(name)) else {
        return fail(process, "invalid reference format");
    };
    let reference = reference.with_default_tag();
    let whole = format!("{}/{}:{}", reference.domain, reference.path, reference.tag);
    let Some(image) = docker.registry.find(&full) else {
        return fail(process, &format!("{whole}: not found"));
    };
    if given.is_on("--raw") {
        process.print(format!("{:#}", raw(image)));
        return Exit::SUCCESS;
    }
    match given.value("--format") {
        None => process.print(text(image, &whole)),
        Some(format) => match template::fill(format, &document(image, name)) {
            Ok(filled) => process.print(filled + "\n"),
            Err(message) => return fail(process, &message),
        },
    }
    Exit::SUCCESS
}

/// The descriptors in the index: images, then what is attested about them.
fn manifests(image: &StoredImage) -> Vec<Value> {
    let of = |platform: &str| image.digest_of(&format!("manifest {platform}"));
    let images = image.platforms.iter().map(|one| {
        let platform = &one.platform;
        let mut about = json!({ "architecture": platform.architecture, "os": platform.os });
        if let (false, Some(about)) = (platform.variant.is_empty(), about.as_object_mut()) {
            about.insert("variant".to_owned(), platform.variant.as_str().into());
        }
        json!({ "mediaType": MANIFEST, "digest": of(&platform.format()), "platform": about })
    });
    let attested = image
        .platforms
        .iter()
        .filter(|one| !one.attestations.is_empty());
    let attestations = attested.map(|one| {
        let platform = one.platform.format();
        json!({
            "mediaType": MANIFEST,
            "digest": image.digest_of(&format!("attestation {platform}")),
            "annotations": {
                "vnd.docker.reference.digest": of(&platform),
                "vnd.docker.reference.type": "attestation-manifest",
            },
            "platform": { "architecture": "unknown", "os": "unknown" },
        })
    });
    images.chain(attestations).collect()
}

/// A document of an image.
pub(super) struct Document {
    pub(super) digest: String,
    pub(super) media_type: &'static str,
    /// Empty for the index.
    pub(super) platform: String,
    pub(super) text: String,
}

/// The index, if there is one, and the manifest of each platform.
pub(super) fn documents(image: &StoredImage) -> Vec<Document> {
    let manifest = |one: &PlatformVariant| {
        let platform = one.platform.format();
        Document {
            digest: image.digest_of(&format!("manifest {platform}")),
            media_type: MANIFEST,
            platform,
            text: format!("{:#}", manifest(image, &one.layers)),
        }
    };
    let mut documents: Vec<Document> = image.platforms.iter().map(manifest).collect();
    if image.is_index {
        documents.insert(
            0,
            Document {
                digest: image.id.clone(),
                media_type: INDEX,
                platform: String::new(),
                text: format!("{:#}", raw(image)),
            },
        );
    } else if let Some(only) = documents.first_mut() {
        only.digest.clone_from(&image.id);
        only.platform.clear();
    }
    documents
}

fn raw(image: &StoredImage) -> Value {
    if image.is_index {
        return json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": manifests(image) });
    }
    let layers = image.platforms.iter().flat_map(|one| &one.layers);
    manifest(image, layers)
}

fn manifest<'a>(image: &StoredImage, layers: impl IntoIterator<Item = &'a BaseLayer>) -> Value {
    let layers = layers.into_iter().enumerate();
    let layers: Vec<Value> = layers
        .map(|(place, layer)| {
            json!({
                "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                "digest": image.digest_of(&format!("layer {place} {}", layer.created_by)),
            })
        })
        .collect();
    json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": { "mediaType": "application/vnd.oci.image.config.v1+json", "digest": image.digest_of("config") },
        "layers": layers,
    })
}

fn text(image: &StoredImage, name: &str) -> String {
    let row = |label: &str, value: &str| vec![label.to_owned(), value.to_owned()];
    let media_type = if image.is_index { INDEX } else { MANIFEST };
    let head = [
        row("Name:", name),
        row("MediaType:", media_type),
        row("Digest:", &image.id),
    ];
    let mut out = table::aligned(&head, 0, 1);
    if !image.is_index {
        return out;
    }
    out += "           \nManifests: \n";
    let repository = name
        .rsplit_once(':')
        .map_or(name, |(repository, _)| repository);
    // Annotations are aligned apart, and what comes after them begins anew.
    let mut rows = Vec::new();
    for (place, manifest) in manifests(image).iter().enumerate() {
        let text = |pointer: &str| {
            let value = manifest.pointer(pointer).and_then(Value::as_str);
            value.unwrap_or_default()
        };
        if place > 0 {
            rows.push(row("", ""));
        }
        let variant = Some(text("/platform/variant")).filter(|variant| !variant.is_empty());
        let platform = [
            Some(text("/platform/os")),
            Some(text("/platform/architecture")),
            variant,
        ];
        let platform: Vec<&str> = platform.into_iter().flatten().collect();
        rows.push(row("  Name:", &format!("{repository}@{}", text("/digest"))));
        rows.push(row("  MediaType:", text("/mediaType")));
        rows.push(row("  Platform:", &platform.join("/")));
        if let Some(annotations) = manifest.get("annotations").and_then(Value::as_object) {
            rows.push(row("  Annotations:", ""));
            out += &table::aligned(&std::mem::take(&mut rows), 0, 1);
            let annotations = annotations.iter().map(|(key, value)| {
                row(&format!("    {key}:"), value.as_str().unwrap_or_default())
            });
            out += &table::aligned(&annotations.collect::<Vec<_>>(), 0, 1);
        }
    }
    out + &table::aligned(&rows, 0, 1)
}

/// What `--format` fills: `.Name`, `.Manifest`, `.Image`, `.Provenance`, `.SBOM`; with several platforms by platform.
fn document(image: &StoredImage, name: &str) -> Value {
    let attested = |kind: &str, key: &str| {
        let found = image.platforms.iter().filter_map(|one| {
            let statement = one
                .attestations
                .iter()
                .find(|statement| statement.predicate_type.contains(kind))?;
            let statement: Value = serde_json::from_str(&statement.json).ok()?;
            Some((
                one.platform.format(),
                json!({ key: statement.get("predicate")? }),
            ))
        });
        by_platform(image, found.collect())
    };
    let configs = image.platforms.iter().filter_map(|one| {
        let config = serde_json::from_str(&crate::report::config_json(&one.config)).ok()?;
        Some((one.platform.format(), config))
    });
    json!({
        "Name": name,
        "Manifest": raw(image),
        "Image": by_platform(image, configs.collect()),
        "Provenance": attested("slsa.dev", "SLSA"),
        "SBOM": attested("spdx", "SPDX"),
    })
}

fn by_platform(image: &StoredImage, mut found: Vec<(String, Value)>) -> Value {
    if image.platforms.len() == 1 {
        return found.pop().map_or(json!({}), |(_, value)| value);
    }
    Value::Object(found.into_iter().collect())
}
