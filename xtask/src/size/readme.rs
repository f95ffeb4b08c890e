//! The table's place in README.md.

use anyhow::{Context, Result};

const BEGIN: &str = "<!-- begin: cargo xtask size --write -->\n";
const END: &str = "<!-- end -->";

/// `readme` with `table` between its markers.
pub(super) fn with_table(readme: &str, table: &str) -> Result<String> {
    let missing = "README.md has lost the markers of the size table";
    let (before, rest) = readme.split_once(BEGIN).context(missing)?;
    let (_, after) = rest.split_once(END).context(missing)?;
    Ok(format!("{before}{BEGIN}{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let readme = format!("# Title\n\n{BEGIN}old\n{END}\n\nRest.\n");
        let written = with_table(&readme, "new\n").unwrap();
        assert_eq!(written, format!("# Title\n\n{BEGIN}new\n{END}\n\nRest.\n"));
    }

    #[test]
    fn the_readme_has_the_markers() {
        assert!(with_table(include_str!("../../../README.md"), "").is_ok());
    }
}
