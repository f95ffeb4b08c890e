//! What an SBOM scanner would find in an image, as far as the simulated file systems tell.
//!
//! BuildKit runs the scanner as one more container over the result, and over the context and other stages only where
//! `BUILDKIT_SBOM_SCAN_CONTEXT` and `BUILDKIT_SBOM_SCAN_STAGE` ask for it. Packages are told from what package managers
//! leave behind; those of base images are not in the simulated file systems.

use serde_json::{Value, json};

use super::object::Object;
use super::settings::SbomSettings;
use crate::build::{Build, PlatformImage};
use crate::filesystem::{FileSystem, InodeId};

/// What is scanned and found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sbom {
    /// The scanner's image.
    pub generator: String,
    /// Whether the build context is scanned too.
    pub scans_context: bool,
    /// Stages below the target that are scanned too, in the order of the Dockerfile.
    pub stages: Vec<String>,
    /// What the build itself brought, by kind and name.
    pub packages: Vec<Package>,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// `npm`, `pypi`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Absolute path of the file that names it.
    pub found_in: String,
}

pub(super) fn of(build: &Build, image: &PlatformImage, settings: &SbomSettings) -> Sbom {
    let files = image.result.and_then(|edge| build.solution.files(edge));
    let mut packages = files.map(packages).unwrap_or_default();
    packages.sort();
    Sbom {
        generator: settings.generator.clone(),
        scans_context: image.scan.context,
        stages: image.scan.stages.clone(),
        packages,
    }
}

/// The SPDX document that the scan would give.
pub(super) fn document(sbom: &Sbom) -> Value {
    let packages = sbom.packages.iter().map(|package| {
        json!({
            "name": package.name,
            "sourceInfo": format!("acquired package info from: {}", package.found_in),
            "externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": format!("pkg:{}/{}", package.kind, package.name),
            }],
        })
    });
    Object::default()
        .always("spdxVersion", "SPDX-2.3")
        .always("dataLicense", "CC0-1.0")
        .always("SPDXID", "SPDXRef-DOCUMENT")
        .always("name", "sbom")
        .list("packages", packages)
        .into()
}

fn packages(files: &FileSystem) -> Vec<Package> {
    let mut found = Vec::new();
    walk(files, InodeId::ROOT, "", &mut found);
    found
}

fn walk(files: &FileSystem, folder: InodeId, path: &str, found: &mut Vec<Package>) {
    let Some(inode) = files.get(folder) else {
        return;
    };
    for (name, entry) in inode.entries() {
        let name = String::from_utf8_lossy(name.as_ref()).into_owned();
        let below = format!("{path}/{name}");
        match files.get(entry.inode) {
            Some(inode) if inode.is_dir() => walk(files, entry.inode, &below, found),
            Some(inode) if inode.is_file() => found.extend(package(path, &name, below)),
            _ => {}
        }
    }
}

/// The package whose manager keeps its description in this file.
fn package(folder: &str, file: &str, found_in: String) -> Option<Package> {
    let (kind, name) = match file {
        "METADATA" => {
            let name = folder.rsplit('/').next()?.strip_suffix(".dist-info")?;
            ("pypi", name.split('-').next()?.to_owned())
        }
        "package.json" => ("npm", folder.rsplit_once("node_modules/")?.1.to_owned()),
        _ => return None,
    };
    let is_scope = name.contains('/') && !name.starts_with('@');
    (!name.is_empty() && !is_scope).then_some(Package {
        kind,
        name,
        found_in,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_known_by_what_their_managers_leave() {
        let name =
            |folder: &str, file: &str| package(folder, file, String::new()).map(|found| found.name);
        assert_eq!(
            name("/app/node_modules/express", "package.json").as_deref(),
            Some("express")
        );
        assert_eq!(
            name("/app/node_modules/@corp/ui", "package.json").as_deref(),
            Some("@corp/ui")
        );
        assert_eq!(name("/app/node_modules/express/lib", "package.json"), None);
        assert_eq!(name("/app", "package.json"), None);
        let site = "/usr/lib/python3/site-packages/flask-3.0.dist-info";
        assert_eq!(name(site, "METADATA").as_deref(), Some("flask"));
    }
}
