//! Attestations: what BuildKit says about a build in documents beside the image.
//!
//! In: a [`Build`]. Out: in-toto statements as JSON, field by field where BuildKit puts them. Digests, times and ids are
//! those of no build that was run, and are written as [`UNKNOWN`]. Nothing here searches for secrets: [`crate::reach`]
//! does, in these very documents.

mod object;
pub mod provenance;
mod sbom;
mod settings;
mod statement;
mod storage;

use crate::build::{Build, PlatformImage};
use crate::options::BuildOptions;

pub use provenance::{Mode, SlsaVersion};
pub use sbom::{Package, Sbom};
pub use settings::{Fault, ProvenanceSettings, SbomSettings};
pub use statement::{Statement, statements};
pub use storage::{AttestationManifest, Exporter, Storage, exporters, storage};

pub(crate) use provenance::{Predicate, predicate};

/// Stands for what only a build that ran can know: a digest, a time, the id of a run.
pub const UNKNOWN: &str = "<unknown>";

/// What a command asks to be attested. Never fails: what cannot be read is in [`Asked::faults`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// `None`: no provenance.
    pub provenance: Option<ProvenanceSettings>,
    /// `None`: no SBOM.
    pub sbom: Option<SbomSettings>,
    /// What BuildKit or the client would refuse.
    pub faults: Vec<Fault>,
}

impl Asked {
    /// Reads `--provenance` and `--sbom` as buildx does: without a flag, provenance of mode min where the exporter can
    /// store it inside the image's index, and no SBOM (`docker/buildx build/opt.go`).
    #[must_use]
    pub fn of(options: &BuildOptions) -> Self {
        let mut faults = Vec::new();
        let provenance = settings::provenance(options.provenance.as_deref(), &mut faults);
        let sbom = settings::sbom(options.sbom.as_deref());
        Self {
            provenance,
            sbom,
            faults,
        }
    }
}

/// What the scan that a command asks for would find in one image.
#[must_use]
pub fn sbom(build: &Build, image: &PlatformImage, settings: &SbomSettings) -> Sbom {
    sbom::of(build, image, settings)
}

/// The SLSA provenance of one image in a mode, whatever was asked for.
#[must_use]
pub fn provenance_json(
    build: &Build,
    image: &PlatformImage,
    settings: &ProvenanceSettings,
) -> String {
    format!("{:#}", predicate(build, image, settings).json)
}
