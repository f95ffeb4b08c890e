/// A name is no longer than this many characters.
pub(crate) const LONGEST_NAME: usize = 80;

/// A name as it is kept: without white space around it, with single spaces in it. `None` for what
/// is empty, too long, or has characters that change how the text around it reads.
pub fn clean_name(name: &str) -> Option<String> {
    let words: Vec<_> = name.split_whitespace().collect();
    let name = words.join(" ");
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    (fits && !name.chars().any(is_steering)).then_some(name)
}

/// Control characters, and those that turn the direction of what follows (Unicode, UAX #9).
fn is_steering(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_any_that_read_as_they_are_written() {
        for (written, kept) in [
            (" Ada  Lovelace\n", Some("Ada Lovelace")),
            ("نور", Some("نور")),
            ("<b>Bobby</b>", Some("<b>Bobby</b>")),
            ("", None),
            ("\u{0}", None),
            ("evil\u{202e}txt", None),
        ] {
            assert_eq!(clean_name(written).as_deref(), kept, "{written:?}");
        }
        assert!(clean_name(&"ü".repeat(80)).is_some());
        assert!(clean_name(&"ü".repeat(81)).is_none());
    }
}
