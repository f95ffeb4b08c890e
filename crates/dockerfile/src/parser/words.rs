use super::part::Part;

/// Splits at blanks that are neither quoted nor escaped; quotes and escapes stay.
/// Follows `parseWords`.
pub(super) fn words(rest: Part<'_>, escape: char) -> Vec<Part<'_>> {
    let text = rest.text();
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match quote {
            None if c.is_whitespace() => {
                words.extend(start.take().map(|start| rest.sub(start..index)));
                continue;
            }
            None if matches!(c, '\'' | '"') => quote = Some(c),
            Some(open) if c == open => quote = None,
            Some('\'') => {}
            _ if c == escape => {
                let escaped = chars.next();
                if escaped.is_none() {
                    // An escape character at the end is dropped.
                    words.extend(start.map(|start| rest.sub(start..index)));
                    return words;
                }
            }
            _ => {}
        }
        start.get_or_insert(index);
    }
    words.extend(start.map(|start| rest.from(start)));
    words
}
