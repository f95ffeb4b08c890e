//! The check that Go's `filepath.Match` does on every pattern, whatever is matched.

/// Whether brackets are closed and ranges and escapes complete.
pub(super) fn is_valid(pattern: &str) -> bool {
    let mut rest = pattern;
    while !rest.is_empty() {
        let (chunk, behind) = split_chunk(rest.trim_start_matches('*'));
        if !is_valid_chunk(chunk) {
            return false;
        }
        rest = behind;
    }
    true
}

/// Splits before the next `*` that stands in no bracket.
fn split_chunk(pattern: &str) -> (&str, &str) {
    let mut in_range = false;
    let mut chars = pattern.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            '[' => in_range = true,
            ']' => in_range = false,
            '*' if !in_range => return pattern.split_at_checked(at).unwrap_or((pattern, "")),
            _ => {}
        }
    }
    (pattern, "")
}

fn is_valid_chunk(chunk: &str) -> bool {
    let mut rest = chunk;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '[' => match skip_class(rest) {
                Some(behind) => rest = behind,
                None => return false,
            },
            '\\' => {
                let mut chars = rest.chars();
                if chars.next().is_none() {
                    return false;
                }
                rest = chars.as_str();
            }
            _ => {}
        }
    }
    true
}

/// What follows a bracket's `]`; `None` when it is broken.
fn skip_class(class: &str) -> Option<&str> {
    let mut rest = class.strip_prefix('^').unwrap_or(class);
    let mut is_first = true;
    loop {
        if let Some(behind) = rest.strip_prefix(']').filter(|_| !is_first) {
            return Some(behind);
        }
        rest = skip_character(rest)?;
        if let Some(behind) = rest.strip_prefix('-') {
            rest = skip_character(behind)?;
        }
        is_first = false;
    }
}

/// What follows a character of a bracket; something must.
fn skip_character(class: &str) -> Option<&str> {
    if class.starts_with(['-', ']']) {
        return None;
    }
    let class = class.strip_prefix('\\').unwrap_or(class);
    let mut chars = class.chars();
    chars.next()?;
    Some(chars.as_str()).filter(|rest| !rest.is_empty())
}
