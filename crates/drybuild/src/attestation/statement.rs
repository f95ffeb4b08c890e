//! in-toto statements: an attestation with the image that it is about.

use serde_json::{Value, json};

use super::provenance::{SlsaVersion, package_url, predicate};
use super::{Asked, UNKNOWN, sbom};
use crate::build::{Build, PlatformImage};

/// One attestation of one image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`, …
    pub predicate_type: String,
    /// The file that `--output type=local` writes it to.
    pub file_name: &'static str,
    /// The whole statement as indented JSON.
    pub json: String,
}

/// The type of the SPDX document in an SBOM attestation.
const SPDX: &str = "https://spdx.dev/Document";

/// The statements about one image that a command asks for, in BuildKit's order: SBOM first.
#[must_use]
pub fn statements(build: &Build, image: &PlatformImage, asked: &Asked) -> Vec<Statement> {
    let subject = subjects(build, image);
    let statement = |predicate_type: &str, file_name, predicate: Value| Statement {
        predicate_type: predicate_type.to_owned(),
        file_name,
        json: format!(
            "{:#}",
            json!({
                "_type": "https://in-toto.io/Statement/v1",
                "predicateType": predicate_type,
                "subject": subject,
                "predicate": predicate,
            })
        ),
    };
    let listed = asked.sbom.as_ref().map(|settings| {
        let found = sbom::of(build, image, settings);
        statement(SPDX, "sbom.spdx.json", sbom::document(&found))
    });
    let provenance = asked.provenance.as_ref().map(|settings| {
        let predicate = predicate(build, image, settings).json;
        statement(
            SlsaVersion::predicate_type(settings.version),
            "provenance.json",
            predicate,
        )
    });
    listed.into_iter().chain(provenance).collect()
}

/// One for every name of the image.
fn subjects(build: &Build, image: &PlatformImage) -> Vec<Value> {
    let names = build.options.tags.iter();
    let subject = names.map(|name| {
        json!({
            "name": package_url("docker", name, Some(&image.platform)),
            "digest": { "sha256": UNKNOWN },
        })
    });
    subject.collect()
}
