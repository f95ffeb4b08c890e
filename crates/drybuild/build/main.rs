//! Turns the catalogues in `data/` into tables, so that a fact is a line of a data file and costs nothing to read.
//!
//! A file that does not follow its form, or a fact without its source, fails the build.

mod images;
mod literal;
mod tools;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let data =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets it")?).join("data");
    fs::write(out.join("tools.rs"), tools::table(&data.join("tools"))?)?;
    fs::write(out.join("images.rs"), images::table(&data.join("images"))?)?;
    Ok(())
}

/// The TOML files of a folder, ordered by name.
fn files(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push((path.display().to_string(), fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}
