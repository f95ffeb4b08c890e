//! `docker save`: an image as one archive, which is what travels when an image does.
//!
//! The archive is an OCI layout with Docker's own `manifest.json` beside it: each layer an archive of its own, the
//! config with the history, and the attestations. Layers that a later one hides are in it with all their files.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Docker;
use super::command::{fail, refuse};
use super::flags::{Given, Known};
use super::history::with_tag;
use super::store::{PlatformVariant, StoredImage};
use crate::filesystem::{Change, ChangeKind, Content, Kind, Owner};
use crate::labelled::Bytes;
use crate::report::config_json;
use crate::shell::{Archive, Exit, Head, Process, pack, sha256_hex};

const FLAGS: &[Known] = &[("--output", true), ("-o", true), ("--platform", true)];

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
const PACKED_LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const IN_TOTO: &str = "application/vnd.in-toto+json";

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    if given.operands.is_empty() {
        return fail(
            process,
            "docker: 'docker save' requires at least 1 argument",
        );
    }
    let mut layout = Layout {
        is_packed: docker.uses_containerd,
        ..Layout::default()
    };
    for name in &given.operands {
        let Some(image) = docker.images.find(name) else {
            return refuse(process, &format!("No such image: {}", with_tag(name)));
        };
        layout.image(&with_tag(name), image);
    }
    if layout.has_unknown {
        process.note(
            "layers of base images are empty in the archive: which files each of them holds is not recorded".to_owned(),
        );
    }
    let archive = layout.archive();
    match given.value("--output").or(given.value("-o")) {
        None => process.out(&archive),
        Some(path) => {
            if process.write(&path.into(), archive).is_err() {
                return fail(
                    process,
                    &format!(
                        "failed to save image: invalid output path: stat {path}: no such file or directory"
                    ),
                );
            }
        }
    }
    Exit::SUCCESS
}

/// What lies in the archive.
#[derive(Default)]
struct Layout {
    /// By digest, without `sha256:`.
    blobs: BTreeMap<String, Bytes>,
    index: Vec<Value>,
    manifest: Vec<Value>,
    has_unknown: bool,
    /// containerd keeps layers as they are pushed, and the classic store unpacked.
    is_packed: bool,
}

impl Layout {
    fn image(&mut self, name: &str, image: &StoredImage) {
        let mut manifests = Vec::new();
        let mut first = None;
        for variant in &image.platforms {
            let (own, summary) = self.variant(variant);
            first.get_or_insert((own.clone(), summary));
            let mut own = own;
            put_field(&mut own, "platform", platform(variant));
            let subject = own.get("digest").cloned().unwrap_or_default();
            manifests.push(own);
            if !variant.attestations.is_empty() {
                manifests.push(self.attestations(variant, &subject));
            }
        }
        let Some((mut top, mut summary)) = first else {
            return;
        };
        if image.is_index {
            let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests});
            top = self.json(INDEX, &index);
        }
        let tag = name.rsplit_once(':').map_or("latest", |(_, tag)| tag);
        let annotations = json!({
            "io.containerd.image.name": format!("docker.io/library/{name}"),
            "org.opencontainers.image.ref.name": tag,
        });
        put_field(&mut top, "annotations", annotations);
        put_field(&mut summary, "RepoTags", json!([name]));
        self.index.push(top);
        self.manifest.push(summary);
    }

    /// The descriptor of a platform's manifest, and its line in Docker's own list.
    fn variant(&mut self, variant: &PlatformVariant) -> (Value, Value) {
        let below = variant
            .layers
            .len()
            .saturating_sub(variant.own_layers.len());
        self.has_unknown |= below > 0;
        let (mut layers, mut ids) = (Vec::new(), Vec::new());
        for index in 0..variant.layers.len() {
            let own = index.checked_sub(below);
            let own = own.and_then(|own| variant.own_layers.get(own));
            let bytes = match own {
                Some(changes) => layer(changes),
                None => Archive::default().finish(),
            };
            // Of a layer that is not recorded, only its place tells it from another.
            let what = own.map_or(format!("layer {index}"), |_| String::new());
            ids.push(json!(format!("sha256:{}", digest(&what, &bytes))));
            layers.push(if self.is_packed {
                self.blob(PACKED_LAYER, &what, pack(&bytes))
            } else {
                self.blob(LAYER, &what, bytes)
            });
        }
        let mut config: Value =
            serde_json::from_str(&config_json(&variant.config)).unwrap_or_default();
        let history = variant.config.history.iter().map(|entry| {
            let mut one = json!({"created_by": entry.created_by});
            if entry.empty_layer {
                put_field(&mut one, "empty_layer", json!(true));
            }
            one
        });
        put_field(&mut config, "history", history.collect());
        put_field(
            &mut config,
            "rootfs",
            json!({"type": "layers", "diff_ids": ids}),
        );
        let config = self.json(CONFIG, &config);
        let summary = json!({
            "Config": path(&config),
            "RepoTags": [],
            "Layers": layers.iter().map(path).collect::<Vec<_>>(),
        });
        let manifest = json!({
            "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers,
        });
        (self.json(MANIFEST, &manifest), summary)
    }

    fn attestations(&mut self, variant: &PlatformVariant, subject: &Value) -> Value {
        let layers: Vec<Value> = variant
            .attestations
            .iter()
            .map(|statement| {
                let mut layer = self.blob(IN_TOTO, "", statement.json.as_str().into());
                let kind = json!({"in-toto.io/predicate-type": statement.predicate_type});
                put_field(&mut layer, "annotations", kind);
                layer
            })
            .collect();
        let ids: Vec<&Value> = layers
            .iter()
            .filter_map(|layer| layer.get("digest"))
            .collect();
        let config = json!({
            "architecture": "unknown", "os": "unknown", "config": {},
            "rootfs": {"type": "layers", "diff_ids": ids},
        });
        let config = self.json(CONFIG, &config);
        let manifest = json!({
            "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers,
        });
        let mut descriptor = self.json(MANIFEST, &manifest);
        let annotations = json!({
            "vnd.docker.reference.digest": subject,
            "vnd.docker.reference.type": "attestation-manifest",
        });
        put_field(&mut descriptor, "annotations", annotations);
        let nowhere = json!({"architecture": "unknown", "os": "unknown"});
        put_field(&mut descriptor, "platform", nowhere);
        descriptor
    }

    fn json(&mut self, media_type: &str, document: &Value) -> Value {
        self.blob(media_type, "", document.to_string().as_str().into())
    }

    /// Puts a blob in: its descriptor. `what` tells two apart that have the same bytes here and others in truth.
    fn blob(&mut self, media_type: &str, what: &str, bytes: Bytes) -> Value {
        let digest = digest(what, &bytes);
        let size = bytes.len();
        self.blobs.insert(digest.clone(), bytes);
        json!({"mediaType": media_type, "digest": format!("sha256:{digest}"), "size": size})
    }

    /// In the order of names, as containerd's exporter writes them.
    fn archive(self) -> Bytes {
        let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": self.index});
        let mut archive = Archive::default();
        for folder in ["blobs/", "blobs/sha256/"] {
            put(&mut archive, folder, b'5', 0o755, &Bytes::new());
        }
        for (digest, bytes) in &self.blobs {
            put(
                &mut archive,
                &format!("blobs/sha256/{digest}"),
                b'0',
                0o444,
                bytes,
            );
        }
        let documents = [
            ("index.json", index.to_string()),
            ("manifest.json", Value::from(self.manifest).to_string()),
            (
                "oci-layout",
                json!({"imageLayoutVersion": "1.0.0"}).to_string(),
            ),
        ];
        for (name, text) in &documents {
            put(&mut archive, name, b'0', 0o444, &text.as_str().into());
        }
        archive.finish()
    }
}

/// Sets a field of an object.
fn put_field(document: &mut Value, name: &str, value: Value) {
    if let Some(object) = document.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

fn digest(what: &str, bytes: &Bytes) -> String {
    let mut named = what.as_bytes().to_vec();
    named.extend_from_slice(bytes.data());
    sha256_hex(&named)
}

fn put(archive: &mut Archive, name: &str, kind: u8, mode: u32, content: &Bytes) {
    let head = Head {
        name: &name.into(),
        kind,
        mode,
        owner: Owner::default(),
        target: &Bytes::new(),
    };
    archive.entry(&head, content);
}

fn path(descriptor: &Value) -> String {
    let digest = descriptor
        .get("digest")
        .and_then(Value::as_str)
        .unwrap_or_default();
    format!("blobs/{}", digest.replace(':', "/"))
}

fn platform(variant: &PlatformVariant) -> Value {
    json!({
        "architecture": variant.platform.architecture,
        "os": variant.platform.os,
    })
}

/// A layer as it is packed: what is gone is a file of that name with `.wh.` before it.
fn layer(changes: &[Change]) -> Bytes {
    let mut archive = Archive::default();
    for change in changes {
        let mut name = change.path.clone();
        let mut target = Bytes::new();
        let mut content = Bytes::new();
        let (mut mode, mut owner) = (0, Owner::default());
        let kind = match &change.kind {
            ChangeKind::Whiteout => {
                let text = name.text().into_owned();
                let (folder, last) = text.rsplit_once('/').unwrap_or(("", &text));
                let slash = if folder.is_empty() { "" } else { "/" };
                name = format!("{folder}{slash}.wh.{last}").as_str().into();
                b'0'
            }
            ChangeKind::Hardlink { target: first } => {
                target = first.clone();
                b'1'
            }
            ChangeKind::Put(inode) => {
                (mode, owner) = (inode.mode, inode.owner);
                match &inode.kind {
                    Kind::File(Content::Bytes(bytes)) => {
                        content = bytes.as_ref().clone();
                        b'0'
                    }
                    Kind::File(_) => b'0',
                    Kind::Directory(_) => {
                        name.push_plain("/");
                        b'5'
                    }
                    Kind::Symlink(to) => {
                        target = to.clone();
                        b'2'
                    }
                    Kind::Fifo => b'6',
                    Kind::Device(_) => b'3',
                }
            }
        };
        let head = Head {
            name: &name,
            kind,
            mode,
            owner,
            target: &target,
        };
        archive.entry(&head, &content);
    }
    archive.finish()
}
