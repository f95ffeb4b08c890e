//! What is said of a build beside its image.

use drybuild::attestation::{Asked, Storage, exporters, storage};
use drybuild::build::Build;
use lab_protocol::Attestation;

use crate::report_view::Names;

/// The attestations that are stored, and why there is none.
pub(crate) fn view(build: &Build, names: &Names<'_>) -> (Vec<Attestation>, String) {
    let asked = Asked::of(&build.options);
    let mut found = Vec::new();
    let mut why = "";
    let mut add = |platform: &str, name: &str, json: &str| {
        found.push(Attestation {
            platform: platform.to_owned(),
            name: name.to_owned(),
            secrets: names.all(&build.planted.found_in(json.as_bytes())),
            json: json.to_owned(),
        });
    };
    for exporter in exporters(&build.options) {
        match storage(build, exporter, &asked) {
            Storage::Index(manifests) => {
                for manifest in &manifests {
                    for statement in &manifest.statements {
                        add(&manifest.platform, statement.file_name, &statement.json);
                    }
                }
            }
            Storage::Files(files) => {
                for (name, json) in &files {
                    add("", name, json);
                }
            }
            Storage::Nowhere(reason) => why = reason,
        }
    }
    let why = if found.is_empty() { why } else { "" };
    (found, why.to_owned())
}
