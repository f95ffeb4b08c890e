//! The check of a pattern's form: that Go's `filepath.Match` matches `.` without an error.
//!
//! Go reads a pattern only as far as it matches. What stands behind the first `*` after a part
//! that does not match `.` is never read, however broken.

/// A bracket that is not closed, or an escape or a range that is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BadPattern;

/// Whether `filepath.Match` finds no fault in the pattern.
pub(super) fn is_valid(pattern: &str) -> bool {
    read(pattern).is_ok()
}

fn read(pattern: &str) -> Result<(), BadPattern> {
    let (mut name, mut rest) = (".", pattern);
    while !rest.is_empty() {
        let behind_stars = rest.trim_start_matches('*');
        let has_star = behind_stars.len() < rest.len();
        let (chunk, behind) = split_chunk(behind_stars);
        if has_star && chunk.is_empty() {
            return Ok(());
        }
        let is_last = behind.is_empty();
        let mut left = match_chunk(chunk, name)?.filter(|left| left.is_empty() || !is_last);
        if left.is_none() && has_star && !name.is_empty() {
            // The star takes the dot.
            left = match_chunk(chunk, "")?;
        }
        let Some(left) = left else { return Ok(()) };
        (name, rest) = (left, behind);
    }
    Ok(())
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

/// What is left of `name` behind a match. A chunk is read to its end even where it does not match.
fn match_chunk<'a>(chunk: &str, name: &'a str) -> Result<Option<&'a str>, BadPattern> {
    let mut chunk = chunk.chars();
    let mut name = name.chars();
    let mut matches = true;
    while let Some(c) = chunk.next() {
        let next = name.next();
        let fits = match c {
            '[' => {
                let (fits, behind) = class(chunk.as_str(), next)?;
                chunk = behind.chars();
                fits
            }
            '?' => next.is_some_and(|next| next != '/'),
            '\\' => Some(chunk.next().ok_or(BadPattern)?) == next,
            c => Some(c) == next,
        };
        matches &= fits && next.is_some();
    }
    Ok(matches.then_some(name.as_str()))
}

/// Whether a bracket, read behind its `[`, has the character; and what follows its `]`.
fn class(text: &str, wanted: Option<char>) -> Result<(bool, &str), BadPattern> {
    let (is_negated, mut rest) = match text.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut is_first = true;
    let mut has = false;
    loop {
        if let Some(behind) = rest.strip_prefix(']').filter(|_| !is_first) {
            return Ok((has != is_negated, behind));
        }
        let (low, behind) = character(rest)?;
        let (high, behind) = match behind.strip_prefix('-') {
            Some(behind) => character(behind)?,
            None => (low, behind),
        };
        has |= wanted.is_some_and(|wanted| (low..=high).contains(&wanted));
        rest = behind;
        is_first = false;
    }
}

/// A character of a bracket, and what follows it; something must.
fn character(text: &str) -> Result<(char, &str), BadPattern> {
    if text.starts_with(['-', ']']) {
        return Err(BadPattern);
    }
    let mut chars = text.strip_prefix('\\').unwrap_or(text).chars();
    let c = chars.next().ok_or(BadPattern)?;
    let rest = chars.as_str();
    if rest.is_empty() {
        return Err(BadPattern);
    }
    Ok((c, rest))
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn what_is_read_is_complete() {
        for bad in [
            "[a", "a[", "a\\", "[]a]", "[a-]", "[-a]", "*[", ".*[", "?*\\", "x/[a",
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
        for good in ["", "[a-z]", "[^a]b", "\\[", "*", "[a\\]]", "[c-a]"] {
            assert!(is_valid(good), "{good}");
        }
    }

    #[test]
    fn what_stands_behind_a_mismatch_and_a_star_is_not_read() {
        for unread in ["a*[", ".env*/\\", "*x*[", "[a]*[", "..*["] {
            assert!(is_valid(unread), "{unread}");
        }
    }
}
