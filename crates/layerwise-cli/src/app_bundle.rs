use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::archive;
use crate::arguments::BundleArguments;
use crate::bundle::Bundle;

/// The app that `cargo xtask dist` put into this program; empty in a plain build.
const CARRIED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bundle.zip"));

/// The app in the folders that are named, else the one that this program carries, else the one of
/// the checkout that it runs in.
///
/// # Errors
/// When there is none, or a file cannot be read.
pub(crate) fn of(arguments: &BundleArguments) -> Result<Bundle> {
    if let Some(folders) = arguments.named() {
        return Bundle::read(&folders);
    }
    match carried()? {
        Some(bundle) => Ok(bundle),
        None => Bundle::read(&arguments.folders()),
    }
}

/// Whether a change in the checkout's folders changes the app.
pub(crate) fn is_from_folders(arguments: &BundleArguments) -> bool {
    CARRIED.is_empty() || arguments.named().is_some()
}

/// Writes the app of the folders as the archive that a build of this program takes in.
///
/// # Errors
/// When the app is not built, or the archive cannot be written.
pub(crate) fn pack(arguments: &BundleArguments, out: &Path) -> Result<()> {
    let bundle = Bundle::read(&arguments.folders())?;
    let archive = archive::pack(bundle.files())?;
    fs::write(out, archive).with_context(|| format!("cannot write {}", out.display()))
}

fn carried() -> Result<Option<Bundle>> {
    if CARRIED.is_empty() {
        return Ok(None);
    }
    let files = archive::unpack(CARRIED).context("the app in this program cannot be read")?;
    Ok(Some(Bundle::new(files)))
}
