//! How long things take: figures, and where each is from.
//!
//! A figure is *measured* (with what) or *illustrative*: a usual order of magnitude on a laptop of 2025, which nobody
//! should quote.

mod programs;

pub use programs::{Cost, PROGRAMS, cost};

/// A number with its unit in its name, and where it is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub value: u64,
    /// Where it is from.
    pub source: &'static str,
}

const fn measured(value: u64) -> Figure {
    Figure {
        value,
        source: "measured with BuildKit 73ed6825, runc and overlayfs on two shared cores",
    }
}

const fn illustrative(value: u64) -> Figure {
    Figure {
        value,
        source: "illustrative",
    }
}

/// From the start of a `RUN` to the first instruction of its process.
pub const PROCESS_START_MS: Figure = measured(100);
/// From the end of the process to the end of the vertex.
pub const PROCESS_END_MS: Figure = measured(40);
/// A file operation, however little it copies.
pub const FILE_OPERATION_MS: Figure = measured(25);
/// Copying between file systems.
pub const COPY_BYTES_PER_S: Figure = illustrative(400_000_000);
/// From the client to the builder, on one machine.
pub const CONTEXT_BYTES_PER_S: Figure = illustrative(200_000_000);
/// Asking the client for a folder, until an empty one is there.
pub const CONTEXT_REQUEST_MS: Figure = measured(8);
/// Keeping what came as a snapshot.
pub const CONTEXT_SNAPSHOT_MS: Figure = measured(14);
/// From the start of the build to the first message that the client gets of it.
pub const STATUS_MS: Figure = measured(100);
/// Unpacking a layer, by what it unpacks to.
pub const EXTRACT_BYTES_PER_S: Figure = illustrative(120_000_000);
/// How much smaller a layer travels, in percent.
pub const COMPRESSED_PERCENT: Figure = illustrative(40);
/// Compressing layers for export, by what they hold.
pub const COMPRESS_BYTES_PER_S: Figure = illustrative(60_000_000);
/// Exporting layers, however little they hold.
pub const EXPORT_MS: Figure = measured(90);
/// Writing a manifest or a config.
pub const MANIFEST_MS: Figure = measured(5);
/// Questions to a registry until the metadata of an image is known: token, index, manifest, config.
pub const METADATA_ROUND_TRIPS: Figure = Figure {
    value: 4,
    source: "counted in BuildKit's requests: the token, then index, manifest and config",
};
/// What an instruction of the processor costs more under QEMU, in percent of native. Docker's documentation says only
/// "much slower" (docs.docker.com/build/building/multi-platform); compilers are commonly seen between 4 and 20 times.
pub const EMULATED_PERCENT: Figure = illustrative(800);
/// Sending the result to the builder's other side: a tarball, a folder of the client.
pub const TARBALL_BYTES_PER_S: Figure = illustrative(250_000_000);
/// Starting the legacy builder's container for a step.
pub const LEGACY_CONTAINER_MS: Figure = illustrative(350);
/// Committing the legacy builder's container as an image.
pub const LEGACY_COMMIT_MS: Figure = illustrative(120);
/// A metadata step of the legacy builder, which makes a container and an image too.
pub const LEGACY_METADATA_MS: Figure = illustrative(90);

/// The figures that are not of one program, by name: what a page lists under its timeline.
#[must_use]
pub fn figures() -> Vec<(&'static str, Figure)> {
    vec![
        ("process start, ms", PROCESS_START_MS),
        ("process end, ms", PROCESS_END_MS),
        ("file operation, ms", FILE_OPERATION_MS),
        ("copy, bytes a second", COPY_BYTES_PER_S),
        ("context, bytes a second", CONTEXT_BYTES_PER_S),
        ("context request, ms", CONTEXT_REQUEST_MS),
        ("context snapshot, ms", CONTEXT_SNAPSHOT_MS),
        ("first message, ms", STATUS_MS),
        ("unpacking, bytes a second", EXTRACT_BYTES_PER_S),
        ("compressed size, percent", COMPRESSED_PERCENT),
        ("compression, bytes a second", COMPRESS_BYTES_PER_S),
        ("export, ms", EXPORT_MS),
        ("manifest, ms", MANIFEST_MS),
        ("metadata, round trips", METADATA_ROUND_TRIPS),
        ("emulated, percent of native", EMULATED_PERCENT),
        ("tarball, bytes a second", TARBALL_BYTES_PER_S),
        ("legacy container, ms", LEGACY_CONTAINER_MS),
        ("legacy commit, ms", LEGACY_COMMIT_MS),
        ("legacy metadata step, ms", LEGACY_METADATA_MS),
    ]
}
