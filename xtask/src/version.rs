//! The version that a program prints of itself.

use std::fmt;

/// Dotted numbers, compared number by number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(Vec<u32>);

impl Version {
    /// The first word of `text` that is a dotted number, as in `v20.20.2`, `trunk 0.21.14` and
    /// `wasm-opt version 132 (version_132)`.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| {
            let numbers = word.strip_prefix('v').unwrap_or(word);
            let parsed: Result<_, _> = numbers.split('.').map(str::parse).collect();
            parsed.ok().map(Self)
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(u32::to_string).collect();
        formatter.write_str(&words.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_found_in_what_programs_print() {
        for (printed, version) in [
            ("v20.20.2\n", "20.20.2"),
            ("trunk 0.21.14", "0.21.14"),
            ("wasm-bindgen 0.2.129", "0.2.129"),
            ("wasm-opt version 132 (version_132)", "132"),
            ("cargo-nextest 0.9.143 (60fa45f63 2026-08-04)", "0.9.143"),
            (
                "Chromium 156.0.8078.79 built on Debian GNU/Linux 12",
                "156.0.8078.79",
            ),
        ] {
            let found = Version::find(printed).map(|version| version.to_string());
            assert_eq!(found.as_deref(), Some(version), "{printed}");
        }
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn is_ordered_by_number_not_by_letter() {
        assert!(Version::find("v9.11.2") < Version::find("v20.0.0"));
        assert!(Version::find("20") < Version::find("20.1"));
    }
}
