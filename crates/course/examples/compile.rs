//! Compiles a course folder: prints its topics as HTML, and its problems to standard error.
//!
//! ```sh
//! cargo run -p course --example compile -- content
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use course::{ReadError, Segment, Source, compile};

/// A folder on disk.
struct Folder(PathBuf);

impl Source for Folder {
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        fs::read(self.0.join(path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ReadError::not_found(),
            _ => ReadError::other(error.to_string()),
        })
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError> {
        let mut files = Vec::new();
        list(&self.0, Path::new(folder), &mut files)
            .map_err(|error| ReadError::other(error.to_string()))?;
        Ok(files)
    }
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    if !root.join(folder).is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
        } else {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

fn main() {
    let folder = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| "content".into());
    // The judge `()` takes every lab as it is.
    let compilation = compile(&Folder(folder.into()), &());
    for topic in &compilation.topics {
        println!("<article id=\"{}\">", topic.id);
        for segment in &topic.segments {
            match segment {
                Segment::Prose { html } => print!("{html}"),
                Segment::Question(question) => println!("<!-- question {} -->", question.id),
                Segment::Lab(lab) => println!("<!-- lab {} -->", lab.id),
            }
        }
        println!("</article>");
    }
    for problem in &compilation.diagnostics {
        let (file, line, column) = (&problem.file, problem.line, problem.column);
        eprintln!(
            "{file}:{line}:{column}: {} [{}]",
            problem.message, problem.rule
        );
        eprintln!("    {}", problem.excerpt);
        for hint in &problem.hints {
            eprintln!("    hint: {hint}");
        }
    }
    if compilation.has_errors() {
        std::process::exit(1);
    }
}
