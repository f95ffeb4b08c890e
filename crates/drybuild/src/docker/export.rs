//! What becomes of a result: an image in the engine or a registry, files in a folder, or nothing.

use super::store::{PlatformVariant, StoredImage, full_name};
use super::{Docker, build};
use crate::attestation::{self, Asked, Exporter, Storage};
use crate::base_image::BaseLayer;
use crate::build::{Build, PlatformImage};
use crate::filesystem::{Content, FileSystem, InodeId, Kind};
use crate::machine::Driver;
use crate::shell::Process;

/// Exports as the command asks, or as the driver does by itself: the id of the image, if one is made.
pub(super) fn run(
    docker: &mut Docker,
    driver: Driver,
    built: &Build,
    process: &mut Process<'_>,
) -> Result<Option<String>, String> {
    let names = |output: &str| -> Vec<String> {
        let given = output
            .split(',')
            .find_map(|field| field.strip_prefix("name="));
        let given = given.map(|name| vec![name.to_owned()]);
        let names = given.unwrap_or_else(|| built.options.tags.clone());
        names.iter().filter_map(|name| full_name(name)).collect()
    };
    if built.options.output.is_empty() {
        if driver == Driver::Docker {
            let exporter = if docker.uses_containerd {
                Exporter::Image
            } else {
                Exporter::Docker
            };
            let image = image(docker, built, exporter);
            let id = image.id.clone();
            docker.images.put(&names(""), image);
            return Ok(Some(id));
        }
        return Ok(None);
    }
    let mut id = None;
    let outputs = built.options.output.clone();
    for (output, exporter) in outputs.iter().zip(attestation::exporters(&built.options)) {
        match exporter {
            Exporter::Image => {
                let image = image(docker, built, Exporter::Image);
                id = Some(image.id.clone());
                let is_pushed = output
                    .split(',')
                    .any(|field| matches!(field, "type=registry" | "push=true"));
                if is_pushed {
                    docker.registry.put(&names(output), image.clone());
                }
                if driver == Driver::Docker {
                    docker.images.put(&names(output), image);
                }
            }
            Exporter::Docker => {
                let exporter = if docker.uses_containerd {
                    Exporter::Oci
                } else {
                    Exporter::Docker
                };
                let image = image(docker, built, exporter);
                id = Some(image.id.clone());
                docker.images.put(&names(output), image);
            }
            Exporter::Local => folder(built, output, process)?,
            Exporter::Oci | Exporter::Tar => archive(output, process)?,
            Exporter::None => {}
        }
    }
    Ok(id)
}

fn image(docker: &Docker, built: &Build, exporter: Exporter) -> StoredImage {
    let asked = Asked::of(&built.options);
    let manifests = match attestation::storage(built, exporter, &asked) {
        Storage::Index(manifests) => manifests,
        _ => Vec::new(),
    };
    let mut manifests = manifests.into_iter();
    let variants = built.built_images().map(|one| {
        let attestations = manifests.next().map(|manifest| manifest.statements);
        variant(built, one, attestations.unwrap_or_default())
    });
    StoredImage::new(variants.collect(), Some(docker.minutes))
}

fn variant(
    built: &Build,
    image: &PlatformImage,
    attestations: Vec<attestation::Statement>,
) -> PlatformVariant {
    let mut layers = image.base_layers.clone();
    let mut own_layers = Vec::new();
    for entry in &image.config.history {
        if let Some(vertex) = entry.vertex {
            let solved = built.solution.vertex(vertex);
            own_layers.push(
                solved
                    .map(|solved| solved.changes.clone())
                    .unwrap_or_default(),
            );
            layers.push(BaseLayer {
                created_by: entry.created_by.clone(),
                size_bytes: build::layer_size(built, vertex),
            });
        }
    }
    let mut config = image.config.clone();
    let own = config
        .history
        .iter()
        .filter(|entry| entry.span.is_some())
        .count();
    let own_history = config.history.len() - own;
    config.diff_ids = vec![String::new(); layers.len()];
    for entry in &mut config.history {
        // Places in this build's graph mean nothing to who builds on the image.
        entry.vertex = None;
        entry.span = None;
    }
    let files = image.result.and_then(|edge| built.solution.files(edge));
    PlatformVariant {
        platform: image.platform.clone(),
        config,
        layers,
        own_layers,
        own_history,
        files: files.cloned().unwrap_or_default(),
        attestations,
    }
}

fn dest(output: &str) -> Option<&str> {
    output
        .split(',')
        .find_map(|field| field.strip_prefix("dest="))
}

/// Writes the final file system into a folder of the client; with several platforms a folder each.
fn folder(built: &Build, output: &str, process: &mut Process<'_>) -> Result<(), String> {
    let Some(dest) = dest(output) else {
        return Err("dest is required for local exporter".to_owned());
    };
    let asked = Asked::of(&built.options);
    let has_many = built.images.len() > 1;
    make_folder(process, dest);
    for image in built.built_images() {
        let target = if has_many {
            format!("{dest}/{}", image.platform.format().replace('/', "_"))
        } else {
            dest.to_owned()
        };
        make_folder(process, &target);
        if let Some(files) = image.result.and_then(|edge| built.solution.files(edge)) {
            write(files, InodeId::ROOT, &target, process);
        }
    }
    if let Storage::Files(files) = attestation::storage(built, Exporter::Local, &asked) {
        for (name, json) in files {
            let _written = process.write(
                &format!("{dest}/{name}").as_str().into(),
                json.as_str().into(),
            );
        }
    }
    Ok(())
}

fn make_folder(process: &mut Process<'_>, path: &str) {
    let _made = process.files().make_dir(&path.into(), 0o755);
}

fn write(files: &FileSystem, folder: InodeId, path: &str, process: &mut Process<'_>) {
    let Some(inode) = files.get(folder) else {
        return;
    };
    for (name, entry) in inode.entries() {
        let below = format!("{path}/{}", String::from_utf8_lossy(name));
        let Some(child) = files.get(entry.inode) else {
            continue;
        };
        match &child.kind {
            Kind::Directory(_) => {
                make_folder(process, &below);
                write(files, entry.inode, &below, process);
            }
            Kind::File(content) => {
                let _written =
                    process
                        .files()
                        .write(&below.as_str().into(), content.clone(), child.mode);
            }
            Kind::Symlink(target) => {
                let _made = process.files().symlink(target, &below.as_str().into());
            }
            _ => {}
        }
    }
}

/// An archive whose bytes are not made.
fn archive(output: &str, process: &mut Process<'_>) -> Result<(), String> {
    let Some(dest) = dest(output) else {
        return Err("dest file is required for this exporter".to_owned());
    };
    if dest != "-" {
        let content = Content::Unknown { size_bytes: None };
        let _written = process.files().write(&dest.into(), content, 0o644);
    }
    Ok(())
}
