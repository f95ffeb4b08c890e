//! What a build takes from caches, leaves in them, and what the builder keeps.

use std::fmt::Write;

use drybuild::build::Build;
use drybuild::report::Report;
use drybuild::solve::{Blob, Builder, CacheMode, Status};

/// Blocks that hold an answer of this kind.
pub(crate) const KINDS: &[&str] = &[
    "cache-export",
    "cache-import",
    "cache-mounts",
    "disk",
    "reasons",
];

/// One answer; every line ends with a line break.
pub(crate) fn view(kind: &str, build: &Build, report: &Report, builder: &Builder) -> String {
    match kind {
        "reasons" => reasons(report),
        "disk" => disk(builder),
        "cache-mounts" => mounts(builder),
        "cache-import" => imports(build),
        _ => exports(build),
    }
}

/// Every step, and why it was run.
fn reasons(report: &Report) -> String {
    let mut out = String::new();
    for step in &report.steps {
        let name = step.name.lines().next().unwrap_or_default();
        let why = match (step.status, &step.miss) {
            (Status::NotRun, _) => continue,
            (Status::Cached, _) => "CACHED".to_owned(),
            (_, Some(miss)) => miss.text(),
            _ => "it was run".to_owned(),
        };
        writeln!(out, "{name}\n  {why}").unwrap();
    }
    out
}

/// Type, usage and description of every record.
fn disk(builder: &Builder) -> String {
    let mut out = String::new();
    for (_, record) in builder.records() {
        let size = if record.size_bytes > 1_000_000 {
            "MBs".to_owned()
        } else {
            format!("{} B", record.size_bytes)
        };
        let times = record.usage_count;
        writeln!(
            out,
            "{:16} {size:>8}  used {times}  {}",
            record.kind.name(),
            record.description
        )
        .unwrap();
    }
    out
}

fn mounts(builder: &Builder) -> String {
    let mut out = String::new();
    for (id, mount) in builder.cache_mounts.iter() {
        let root = mount
            .files
            .lookup("/")
            .and_then(|root| mount.files.get(root))
            .unwrap();
        let names: Vec<String> = root
            .entries()
            .map(|(name, _)| String::from_utf8_lossy(name).into_owned())
            .collect();
        writeln!(
            out,
            "{id}  {:?}  {:04o} {}:{}  {}",
            mount.sharing,
            root.mode,
            root.owner.uid,
            root.owner.gid,
            names.join(" ")
        )
        .unwrap();
    }
    out
}

fn imports(build: &Build) -> String {
    let mut out = String::new();
    for import in &build.cache_imports {
        let place = import
            .place
            .as_ref()
            .map_or("left out by the client".to_owned(), ToString::to_string);
        let found = if import.is_found {
            ""
        } else {
            ": nothing there"
        };
        writeln!(out, "{place}{found}").unwrap();
        blobs(&mut out, "pulled", &import.pulled);
    }
    out
}

fn exports(build: &Build) -> String {
    let mut out = String::new();
    for export in &build.cache_exports {
        let mode = match export.mode {
            CacheMode::Min => "min",
            CacheMode::Max => "max",
            CacheMode::Inline => "inline",
        };
        writeln!(
            out,
            "{}, mode {mode}, for {}",
            export.place,
            export.audience.text()
        )
        .unwrap();
        blobs(&mut out, "holds", &export.layers);
        if export.pushed.len() < export.layers.len() {
            blobs(&mut out, "new there", &export.pushed);
        }
    }
    out
}

/// Who made each blob: digests are the simulator's own.
fn blobs(out: &mut String, what: &str, blobs: &[Blob]) {
    if blobs.is_empty() {
        writeln!(out, "  {what}: nothing").unwrap();
    }
    for blob in blobs {
        writeln!(out, "  {what}: {}", blob.made_by).unwrap();
    }
}
