use super::IgnoreError;
use crate::path::clean;

/// Go's `bufio.Scanner` gives up on a longer line.
const MAX_LINE_BYTES: usize = 64 * 1024;

/// The patterns of an ignore file, cleaned: comments and blanks gone, paths made relative.
/// Fails on a line of 64 KiB only.
pub fn read(text: &str) -> Result<Vec<String>, IgnoreError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut patterns = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_end_matches('\n').len() >= MAX_LINE_BYTES {
            return Err(IgnoreError::new("bufio.Scanner: token too long"));
        }
        // Only a `#` in the first column makes a comment.
        let pattern = line.trim();
        if line.starts_with('#') || pattern.is_empty() {
            continue;
        }
        patterns.push(match pattern.strip_prefix('!') {
            Some(pattern) => format!("!{}", relative(pattern.trim())),
            None => relative(pattern),
        });
    }
    Ok(patterns)
}

/// `/x` means `x`; `/` alone stays.
fn relative(pattern: &str) -> String {
    if pattern.is_empty() {
        return String::new();
    }
    let cleaned = clean(pattern);
    match cleaned.strip_prefix('/') {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => cleaned,
    }
}
