//! Attestations as lines of text.

use std::fmt::Write;

use drybuild::attestation::{self, Asked, Storage};
use drybuild::build::Build;
use serde_json::Value;

/// Where each exporter of the command stores what.
pub(crate) fn attestations(build: &Build) -> String {
    let asked = Asked::of(&build.options);
    let mut out = String::new();
    for fault in &asked.faults {
        writeln!(out, "refused: {}", fault.message).unwrap();
    }
    for exporter in attestation::exporters(&build.options) {
        match attestation::storage(build, exporter, &asked) {
            Storage::Index(manifests) => {
                for manifest in manifests {
                    writeln!(out, "index, about {}", manifest.platform).unwrap();
                    for statement in manifest.statements {
                        writeln!(out, "  {}", statement.predicate_type).unwrap();
                    }
                }
            }
            Storage::Files(files) => {
                for (name, _) in files {
                    writeln!(out, "file {name}").unwrap();
                }
            }
            Storage::Nowhere(why) => writeln!(out, "nowhere: {why}").unwrap(),
        }
    }
    out
}

/// A part of the provenance that the command asks for, by JSON pointer; all fields of the document without one.
pub(crate) fn provenance(pointer: &str, build: &Build) -> String {
    let Some(settings) = Asked::of(&build.options).provenance else {
        return "none\n".to_owned();
    };
    let Some(image) = build.image() else {
        return "nothing was built\n".to_owned();
    };
    let json = attestation::provenance_json(build, image, &settings);
    let document: Value = serde_json::from_str(&json).unwrap();
    match document.pointer(pointer.trim()) {
        Some(part) => format!("{part:#}\n"),
        None => "no such field\n".to_owned(),
    }
}

/// The SBOM that the command asks for.
pub(crate) fn sbom(build: &Build) -> String {
    let asked = Asked::of(&build.options);
    let (Some(settings), Some(image)) = (&asked.sbom, build.image()) else {
        return "none\n".to_owned();
    };
    let sbom = attestation::sbom(build, image, settings);
    let mut out = format!("scanned by {}\n", sbom.generator);
    if sbom.scans_context {
        out += "scans the context\n";
    }
    for stage in sbom.stages {
        writeln!(out, "scans stage {stage}").unwrap();
    }
    for package in sbom.packages {
        writeln!(
            out,
            "{} {}: {}",
            package.kind, package.name, package.found_in
        )
        .unwrap();
    }
    out
}
