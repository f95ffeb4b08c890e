//! Conditions on the image and on what is stored beside it.

use drybuild::attestation::{self, Asked, Mode, Storage, exporters, storage};
use drybuild::build::Build;
use drybuild::platform::Platform;
use drybuild::report::{EntryKind, ImageReport, Report};
use lab_protocol::decimal_size;

use crate::caches_view;

pub(super) fn max_layers(report: &Report, most: u32) -> Option<String> {
    too_many(first(report).map_or(0, |image| image.layers.len()), most)
}

pub(super) fn max_added_layers(build: &Build, most: u32) -> Option<String> {
    too_many(build.image()?.own_layers().count(), most)
}

fn too_many(count: usize, most: u32) -> Option<String> {
    let is_few = u32::try_from(count).is_ok_and(|count| count <= most);
    (!is_few).then(|| format!("there are {count}"))
}

pub(super) fn max_size(report: &Report, most: u64) -> Option<String> {
    let layers = first(report).into_iter().flat_map(|image| &image.layers);
    let size: u64 = layers.map(|layer| layer.size_bytes).sum();
    (size > most).then(|| format!("they hold {}", decimal_size(size)))
}

pub(super) fn has_path(build: &Build, path: &str) -> Option<String> {
    (!is_in_image(build, path)).then(|| "it is not there".to_owned())
}

pub(super) fn lacks_path(build: &Build, path: &str) -> Option<String> {
    is_in_image(build, path).then(|| "it is there".to_owned())
}

fn is_in_image(build: &Build, path: &str) -> bool {
    let result = build.image().and_then(|image| image.result);
    let files = result.and_then(|edge| build.solution.files(edge));
    files.is_some_and(|files| files.lookup(path).is_some())
}

pub(super) fn no_layer_has(report: &Report, path: &str) -> Option<String> {
    let image = first(report)?;
    let below = format!("{}/", path.trim_end_matches('/'));
    let (number, layer) = (1..).zip(&image.layers).find(|(_, layer)| {
        layer.entries.iter().any(|entry| {
            let is_it = entry.path == path || entry.path.starts_with(&below);
            is_it && entry.kind != EntryKind::Whiteout
        })
    })?;
    Some(format!("layer {number} (`{}`) has it", layer.created_by))
}

pub(super) fn config_has(report: &Report, text: &str) -> Option<String> {
    (!config(report).contains(text)).then(|| "it is not there".to_owned())
}

pub(super) fn config_lacks(report: &Report, text: &str) -> Option<String> {
    config(report)
        .contains(text)
        .then(|| "it is there".to_owned())
}

/// The config without blanks between its parts.
fn config(report: &Report) -> String {
    let json = first(report).map_or("", |image| &image.config);
    serde_json::from_str::<serde_json::Value>(json)
        .map(|value| value.to_string())
        .unwrap_or_default()
}

pub(super) fn history_has(report: &Report, text: &str) -> Option<String> {
    (!is_in_history(report, text)).then(|| "no entry has it".to_owned())
}

pub(super) fn history_lacks(report: &Report, text: &str) -> Option<String> {
    is_in_history(report, text).then(|| "an entry has it".to_owned())
}

fn is_in_history(report: &Report, text: &str) -> bool {
    let rows = first(report).into_iter().flat_map(|image| &image.history);
    rows.into_iter().any(|row| row.created_by.contains(text))
}

pub(super) fn platform(build: &Build, asked: &str) -> Option<String> {
    let asked = Platform::parse(asked).map(|platform| platform.normalize());
    let mut made = build.built_images().map(|image| image.platform.normalize());
    let is_made = asked.is_ok_and(|asked| made.any(|platform| platform == asked));
    let all: Vec<String> = build
        .built_images()
        .map(|image| image.platform.to_string())
        .collect();
    (!is_made).then(|| format!("there is an image for {} only", all.join(", ")))
}

pub(super) fn provenance(build: &Build, asked: &str) -> Option<String> {
    let stored = match Asked::of(&build.options).provenance {
        Some(settings) if is_stored(build, "provenance") => match settings.mode {
            Mode::Min => "min",
            Mode::Max => "max",
        },
        _ => "none",
    };
    (stored != asked).then(|| format!("it is {stored}"))
}

pub(super) fn sbom(build: &Build, wanted: bool) -> Option<String> {
    let is_there = is_stored(build, "spdx");
    let why = if is_there {
        "there is one"
    } else {
        "there is none"
    };
    (is_there != wanted).then(|| why.to_owned())
}

/// Only what an SBOM that is stored says counts.
pub(super) fn sbom_scans(build: &Build, stage: &str) -> Option<String> {
    let asked = Asked::of(&build.options);
    let (Some(settings), Some(image), true) =
        (&asked.sbom, build.image(), is_stored(build, "spdx"))
    else {
        return Some("there is no SBOM".to_owned());
    };
    let scanned = attestation::sbom(build, image, settings).stages;
    let is_scanned = scanned.iter().any(|one| one.eq_ignore_ascii_case(stage));
    (!is_scanned).then(|| match scanned.as_slice() {
        [] => "it covers the last stage alone".to_owned(),
        stages => format!("beside the last stage it covers {}", stages.join(", ")),
    })
}

/// Whether an attestation with a word in its file's name is stored: `provenance`, `spdx`.
fn is_stored(build: &Build, word: &str) -> bool {
    let asked = Asked::of(&build.options);
    let mut stored = exporters(&build.options)
        .into_iter()
        .map(|exporter| storage(build, exporter, &asked));
    stored.any(|storage| match storage {
        Storage::Index(manifests) => manifests
            .iter()
            .flat_map(|manifest| &manifest.statements)
            .any(|statement| statement.file_name.contains(word)),
        Storage::Files(files) => files.iter().any(|(name, _)| name.contains(word)),
        Storage::Nowhere(_) => false,
    })
}

pub(super) fn cache_export(build: &Build, asked: &str) -> Option<String> {
    let modes: Vec<&str> = build
        .cache_exports
        .iter()
        .map(|export| caches_view::mode(export.mode))
        .collect();
    (!modes.contains(&asked)).then(|| match modes.as_slice() {
        [] => "no cache is exported".to_owned(),
        modes => format!("what is exported: {}", modes.join(", ")),
    })
}

fn first(report: &Report) -> Option<&ImageReport> {
    report.images.first()
}
