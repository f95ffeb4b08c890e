//! Archives that `ADD` unpacks (`unpack` of `solver/llbsolver/file/unpack.go`): tar, also compressed.

use crate::filesystem::{Content, Family, FileSystem, InodeId, Kind, Namespace, Owner, Program};
use crate::labelled::Bytes;
use crate::shell::{self, Exit, Machine};

/// What an archive holds; `None` for a file that is none.
pub(crate) fn unpack(source: &FileSystem, file: InodeId) -> Option<FileSystem> {
    let Kind::File(Content::Bytes(archive)) = &source.get(file)?.kind else {
        return None;
    };
    if !is_archive(archive.data()) {
        return None;
    }
    let mut files = FileSystem::new();
    let tar = Program {
        name: "tar".into(),
        family: Family::Gnu,
    };
    let program = Kind::File(Content::Program(tar));
    files
        .put("bin/tar", program, 0o755, Owner::default())
        .ok()?;
    files
        .write(
            "archive",
            Content::Bytes(archive.clone()),
            0o644,
            Owner::default(),
        )
        .ok()?;
    files.make_dir("out", 0o755, Owner::default()).ok()?;
    let mut machine = Machine::new(Namespace::new(files));
    let argv = ["/bin/tar", "-x", "-f", "/archive", "-C", "/out"].map(Bytes::from);
    let outcome = shell::exec(&argv, &mut machine);
    let (files, _) = machine.files.finish();
    let mut out = FileSystem::new();
    let unpacked = files.get(files.lookup("out")?)?;
    if outcome.exit != Exit::SUCCESS || unpacked.entries().next().is_none() {
        return None;
    }
    for (name, entry) in unpacked.entries() {
        let copied = out.adopt(&files, entry.inode)?;
        let labelled = entry.labelled.as_deref().cloned();
        let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
        out.insert(InodeId::ROOT, &name, copied).ok()?;
    }
    Some(out)
}

/// By what the file begins with: tar, gzip, bzip2, xz, zstd.
fn is_archive(data: &[u8]) -> bool {
    data.get(257..262) == Some(b"ustar")
        || [&b"\x1f\x8b"[..], b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"]
            .iter()
            .any(|magic| data.starts_with(magic))
}
