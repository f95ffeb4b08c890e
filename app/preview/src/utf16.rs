use std::ops::Range;

/// A range of UTF-8 bytes as UTF-16 units. One that lies outside the text or inside a character ends before it.
pub(crate) fn utf16(text: &str, span: &Range<usize>) -> (u32, u32) {
    let units = |at: usize| {
        let before = text.get(..text.floor_char_boundary(at)).unwrap_or(text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    (units(span.start), units(span.end))
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn characters_of_one_two_and_four_bytes_are_counted_as_a_browser_does() {
        let text = "aä😀b";
        for (span, expected) in [
            (0..1, (0, 1)),
            (1..3, (1, 2)),
            (3..7, (2, 4)),
            (7..8, (4, 5)),
            (4..8, (2, 5)),
            (8..90, (5, 5)),
        ] {
            assert_eq!(utf16(text, &span), expected, "{span:?}");
        }
    }
}
