use std::fs;
use std::path::Path;

/// The Dockerfiles of `tests/suite` and of the course's labs.
///
/// # Errors
/// A folder or a file cannot be read.
pub fn corpus() -> std::io::Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = Vec::new();
    for folder in ["tests/suite", "content/labs"] {
        collect(&root.join(folder), &mut texts)?;
    }
    texts.sort();
    Ok(texts)
}

/// Whether parse-dockerfile reads it too: it knows fewer forms, and stops at an error.
#[must_use]
pub fn other_parser_reads(text: &str) -> bool {
    parse_dockerfile::parse(text).is_ok()
}

fn collect(folder: &Path, texts: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, texts)?;
        } else if path.file_name().is_some_and(|name| name == "Dockerfile") {
            texts.push(fs::read_to_string(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            blocks(&fs::read_to_string(&path)?, texts);
        }
    }
    Ok(())
}

/// The blocks of a page that are a Dockerfile.
fn blocks(page: &str, texts: &mut Vec<String>) {
    let mut parts = page.split("```dockerfile\n").skip(1);
    parts.by_ref().for_each(|part| {
        let text = part.split("```").next().unwrap_or_default();
        texts.push(text.to_owned());
    });
}
