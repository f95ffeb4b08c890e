use std::fmt::Write;
use std::path::Path;

use course::{Diagnostic, Severity};

/// A diagnostic as compilers print it. It comes with its line and its place in it, so there is
/// nothing left to do for a crate that renders sources.
pub(super) fn diagnostic(content: &Path, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let Diagnostic {
        rule,
        line,
        column,
        message,
        ..
    } = diagnostic;
    let file = super::shown_path(content, &diagnostic.file);
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let before: String = diagnostic
        .excerpt
        .chars()
        .take(column.saturating_sub(1) as usize)
        .map(|c| if c == '\t' { c } else { ' ' })
        .collect();
    let carets = "^".repeat(diagnostic.width as usize);
    let mut text = format!(
        "{severity}[{rule}]: {message}\n\
         {margin}--> {file}:{line}:{column}\n\
         {margin} |\n\
         {number} | {excerpt}\n\
         {margin} | {before}{carets}\n",
        excerpt = diagnostic.excerpt,
    );
    for hint in &diagnostic.hints {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{margin} = help: {hint}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_marked_in_its_line() {
        let text = "one\ntwo wrong words\n";
        let found = Diagnostic::new(
            Severity::Error,
            "some-rule",
            "topics/a.md",
            text,
            8..13,
            "this is wrong",
        )
        .hint("write it right");
        let expected = "\
error[some-rule]: this is wrong
 --> content/topics/a.md:2:5
  |
2 | two wrong words
  |     ^^^^^
  = help: write it right
";
        assert_eq!(diagnostic(Path::new("content"), &found), expected);
    }
}
