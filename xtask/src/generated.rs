//! The places in Markdown files that a command writes and nobody types.

use anyhow::{Context, Result};

const END: &str = "<!-- end -->";

/// `text` with `table` between the markers of `command`.
pub(crate) fn with_table(text: &str, command: &str, table: &str) -> Result<String> {
    let begin = format!("<!-- begin: {command} -->\n");
    let missing = || format!("the markers of `{command}` are lost");
    let (before, rest) = text.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{begin}{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let around = |table| format!("# Title\n\n<!-- begin: it -->\n{table}{END}\n\nRest.\n");
        let written = with_table(&around("old\n"), "it", "new\n").unwrap();
        assert_eq!(written, around("new\n"));
    }

    #[test]
    fn lost_markers_are_named() {
        let message = with_table("# Title\n", "it", "").map_err(|error| error.to_string());
        assert_eq!(message, Err("the markers of `it` are lost".to_owned()));
    }

    #[test]
    fn the_files_have_the_markers() {
        let readme = include_str!("../../README.md");
        assert!(with_table(readme, crate::size::COMMAND, "").is_ok());
        let conformance = include_str!("../../docs/conformance.md");
        assert!(with_table(conformance, crate::conformance::COMMAND, "").is_ok());
    }
}
