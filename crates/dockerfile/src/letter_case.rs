//! Go's case mapping, character by character: what BuildKit compares keywords with.

/// Go's `strings.ToLower`.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(|c| single(c, c.to_lowercase())).collect()
}

/// Go's `strings.ToUpper`.
pub(crate) fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    text.chars().map(|c| single(c, c.to_uppercase())).collect()
}

/// Rust's mapping when it is one character. Of those that map to several, Go maps only `İ`.
fn single(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ if c == 'İ' => 'i',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_mapped_as_by_go() {
        assert_eq!(
            (lower("CoPY"), upper("CoPY")),
            ("copy".into(), "COPY".into())
        );
        assert_eq!((lower("İKẞ"), upper("ßı")), ("ikß".into(), "ßI".into()));
    }
}
