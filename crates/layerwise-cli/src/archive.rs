use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A zip of these files. The same files in the same order give the same bytes: it holds no date.
///
/// # Errors
/// When a path is none that a zip can hold.
pub(crate) fn pack<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, options)
            .with_context(|| format!("cannot pack {path}"))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The files of a zip by their paths.
///
/// # Errors
/// When the bytes are no zip.
pub(crate) fn unpack(archive: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut zip = ZipArchive::new(Cursor::new(archive))?;
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(entry.name()?.into_owned(), bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again_and_packed_alike() {
        let files = BTreeMap::from([
            ("a/b.txt".to_owned(), b"one".to_vec()),
            ("c.wasm".to_owned(), vec![0; 1000]),
        ]);
        let archive = || {
            let files = files
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
            pack(files).expect("packed")
        };
        assert_eq!(archive(), archive());
        assert!(archive().len() < 500);
        assert_eq!(unpack(&archive()).expect("unpacked"), files);
        assert!(unpack(b"no zip").is_err());
    }
}
