//! Puts the built app into the program: the archive that `LAYERWISE_BUNDLE` names, made by
//! `layerwise pack`. Without it the program takes the app from a folder.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=LAYERWISE_BUNDLE");
    let out = Path::new(&env::var("OUT_DIR")?).join("bundle.zip");
    match env::var_os("LAYERWISE_BUNDLE") {
        Some(archive) => {
            let archive = Path::new(&archive);
            println!("cargo::rerun-if-changed={}", archive.display());
            fs::copy(archive, out)?;
        }
        None => fs::write(out, [])?,
    }
    Ok(())
}
