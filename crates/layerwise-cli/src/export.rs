//! The course for other programs, and for paper.

mod print;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use course::{Compilation, Source};

pub(crate) use print::Key;

use crate::archive;
use crate::site::Site;

/// Writes the built course as one archive; how many bytes it has.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn zip(site: &Site, out: &Path) -> Result<usize> {
    let archive = archive::pack(site.files())?;
    write(out, &archive)?;
    Ok(archive.len())
}

/// Writes the whole course as one page; how many bytes it has.
///
/// # Errors
/// When there is no course, a figure cannot be read, or the page cannot be written.
pub(crate) fn printed(
    compilation: &Compilation,
    source: &dyn Source,
    style: &str,
    key: Key,
    out: &Path,
) -> Result<usize> {
    let page = print::page(compilation, source, style, key)?;
    write(out, page.as_bytes())?;
    Ok(page.len())
}

fn write(out: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(out, bytes).with_context(|| format!("cannot write {}", out.display()))
}
