use serde::{Deserialize, Serialize};

/// The caches that a build used and left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caches {
    /// Folders of `--mount=type=cache` on the builder, after the build.
    pub mounts: Vec<CacheMount>,
    /// What `--cache-from` read.
    pub imports: Vec<CacheImport>,
    /// What `--cache-to` wrote.
    pub exports: Vec<CacheExport>,
}

/// A folder that stays on the builder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheMount {
    /// Its id.
    pub id: String,
    /// `shared`, `private` or `locked`.
    pub sharing: String,
    /// Whether it held something when the build began.
    pub was_filled: bool,
}

/// A cache that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheImport {
    /// As written.
    pub option: String,
    /// Whether there was one.
    pub is_found: bool,
    /// Layers that came from it.
    pub pulled: Vec<Blob>,
}

/// A cache that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheExport {
    /// As written.
    pub option: String,
    /// Where it lies.
    pub place: String,
    /// `min`, `max` or `inline`.
    pub mode: String,
    /// Who can read it, in words.
    pub readers: String,
    /// All of its layers.
    pub layers: Vec<Blob>,
    /// How many of them were not there before.
    pub new_layers: u32,
}

/// A layer as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// The step that made it, or where it is from.
    pub made_by: String,
    /// Sizes of its files as far as they are known.
    pub size_bytes: u64,
}

/// A document about the build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// The platform whose image it is about; empty for a file of an output folder.
    pub platform: String,
    /// `provenance.json` or `sbom.spdx.json`.
    pub name: String,
    /// The whole statement as indented JSON.
    pub json: String,
    /// Names of the secrets whose value is in it.
    pub secrets: Vec<String>,
}
