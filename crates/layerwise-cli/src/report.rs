//! What is wrong with a course, for a person, a program or a code scanner.

mod json;
mod sarif;
mod text;

use std::path::Path;

use clap::ValueEnum;
use course::{Compilation, Diagnostic, Severity};

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the line and its place marked, to standard error.
    #[default]
    Text,
    /// One JSON object, to standard output.
    Json,
    /// A SARIF 2.1.0 log, to standard output: what code scanners and editors read.
    Sarif,
}

/// Prints the problems of a course.
///
/// Paths are as they lead from the current folder.
pub(crate) fn print(content: &Path, compilation: &Compilation, format: Format) {
    match format {
        Format::Text => text_to_stderr(content, &compilation.diagnostics),
        Format::Json => println!("{:#}", json::report(content, compilation)),
        Format::Sarif => println!("{:#}", sarif::log(content, &compilation.diagnostics)),
    }
}

/// Prints problems for a person.
pub(crate) fn text_to_stderr(content: &Path, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        eprintln!("{}", self::diagnostic(content, diagnostic));
    }
}

/// A problem as compilers print it.
pub(crate) fn diagnostic(content: &Path, diagnostic: &Diagnostic) -> String {
    text::diagnostic(content, diagnostic)
}

/// “3 errors, 1 warning”, or “no problems”.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity: Severity, name: &str| {
        let is_it = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
        match diagnostics.iter().filter(is_it).count() {
            0 => None,
            1 => Some(format!("1 {name}")),
            count => Some(format!("{count} {name}s")),
        }
    };
    let counts = [
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
    ];
    let counts: Vec<_> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        "no problems".to_owned()
    } else {
        counts.join(", ")
    }
}

/// A file of the course as it is found from the current folder, with `/`.
fn shown_path(content: &Path, file: &str) -> String {
    let path = match content.as_os_str().to_str() {
        Some("" | ".") => Path::new(file).to_owned(),
        _ => content.join(file),
    };
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted() {
        let problem = |severity| Diagnostic::new(severity, "r", "f", "", 0..0, "m");
        let (error, warning) = (problem(Severity::Error), problem(Severity::Warning));
        assert_eq!(summary(&[]), "no problems");
        assert_eq!(summary(std::slice::from_ref(&warning)), "1 warning");
        assert_eq!(
            summary(&[error.clone(), warning, error]),
            "2 errors, 1 warning"
        );
    }

    #[test]
    fn paths_lead_from_the_current_folder() {
        assert_eq!(shown_path(Path::new("."), "topics/a.md"), "topics/a.md");
        assert_eq!(
            shown_path(Path::new("my/course"), "topics/a.md"),
            "my/course/topics/a.md"
        );
    }
}
