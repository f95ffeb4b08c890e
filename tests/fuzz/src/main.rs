//! `fuzz-targets <folder>`: writes the seeds of every target into `<folder>/<target>`.
//!
//! `LAYERWISE_TRUTH` names the folder of the measured truth; without it, `../shared/truth` is looked for.

use std::collections::hash_map::DefaultHasher;
use std::error::Error;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .ok_or("usage: fuzz-targets <folder>")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let truth = std::env::var_os("LAYERWISE_TRUTH").map(PathBuf::from);
    let truth = truth.unwrap_or_else(|| root.join("../shared/truth"));
    for seeds in fuzz_targets::seeds::seeds(&root, Some(&truth))? {
        let folder = PathBuf::from(&folder).join(seeds.target);
        fs::create_dir_all(&folder)?;
        for input in &seeds.inputs {
            let mut hasher = DefaultHasher::new();
            input.hash(&mut hasher);
            fs::write(folder.join(format!("{:016x}", hasher.finish())), input)?;
        }
        println!("{:<10} {} seeds", seeds.target, seeds.inputs.len());
    }
    Ok(())
}
