//! Compiles the grammars of `syntaxes/` to one dump, which the compiler embeds.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=syntaxes");
    #[cfg(feature = "compiler")]
    dump_grammars(&std::env::var("OUT_DIR")?)?;
    Ok(())
}

#[cfg(feature = "compiler")]
fn dump_grammars(out: &str) -> Result<(), Box<dyn Error>> {
    let mut grammars = syntect::parsing::SyntaxSetBuilder::new();
    grammars.add_from_folder("syntaxes", true)?;
    let dump = std::path::Path::new(out).join("syntaxes.packdump");
    syntect::dumps::dump_to_uncompressed_file(&grammars.build(), dump)?;
    Ok(())
}
