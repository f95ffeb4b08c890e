/// Text in double quotes with Go's escapes: what `%q` prints in BuildKit's messages and history.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            '\0'..='\u{1f}' | '\u{7f}' => quoted.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ if is_printable(c) => quoted.push(c),
            '\0'..='\u{ffff}' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => quoted.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether Go's `unicode.IsPrint` holds. Rust's debug form escapes the same characters, as long as
/// a mark is not the first one.
fn is_printable(c: char) -> bool {
    let mut buffer = String::from("a");
    buffer.push(c);
    buffer.escape_debug().eq(buffer.chars())
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn escapes_as_go_does() {
        let cases = [
            ("", r#""""#),
            ("a\"b\\c'", r#""a\"b\\c'""#),
            (
                "\u{7}\u{8}\t\n\u{b}\u{c}\r\0\u{1b}\u{7f}",
                r#""\a\b\t\n\v\f\r\x00\x1b\x7f""#,
            ),
            ("é漢e\u{301}", "\"é漢e\u{301}\""),
            (
                "\u{85}\u{a0}\u{200b}\u{feff}",
                r#""\u0085\u00a0\u200b\ufeff""#,
            ),
            ("\u{e0001}", r#""\U000e0001""#),
        ];
        for (text, quoted) in cases {
            assert_eq!(quote(text), quoted);
        }
    }
}
