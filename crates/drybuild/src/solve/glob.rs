//! Wildcards in the sources of `COPY`: Go's `filepath.Match`, over a whole path.

/// Whether a path may hold a wildcard.
pub(crate) fn is_pattern(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'*' | b'?' | b'[' => return true,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    false
}

/// Whether `pattern` fits all of `name`; `*` and `?` do not cross a slash. A broken pattern fits nothing.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    fits(&pattern, &name)
}

fn fits(pattern: &[char], name: &[char]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return name.is_empty();
    };
    match first {
        '*' => {
            let most = name.iter().position(|c| *c == '/').unwrap_or(name.len());
            (0..=most).any(|taken| name.get(taken..).is_some_and(|left| fits(rest, left)))
        }
        '[' => {
            let (Some((c, left)), Some((fits_class, after))) =
                (name.split_first(), class(rest, name.first()))
            else {
                return false;
            };
            fits_class && *c != '/' && fits(after, left)
        }
        _ => {
            let (wanted, rest) = match (first, rest.split_first()) {
                ('\\', Some((escaped, after))) => (Some(escaped), after),
                ('?', _) => (None, rest),
                _ => (Some(first), rest),
            };
            let Some((c, left)) = name.split_first() else {
                return false;
            };
            wanted.map_or(*c != '/', |wanted| wanted == c) && fits(rest, left)
        }
    }
}

/// Whether a character is in the class that was opened, and what follows the class.
fn class<'a>(mut pattern: &'a [char], c: Option<&char>) -> Option<(bool, &'a [char])> {
    let negated = pattern.first() == Some(&'^');
    if negated {
        pattern = pattern.get(1..)?;
    }
    let mut found = false;
    let mut any = false;
    loop {
        if pattern.first() == Some(&']') && any {
            return Some((found != negated, pattern.get(1..)?));
        }
        let (low, rest) = character(pattern)?;
        pattern = rest;
        let mut high = low;
        if pattern.first() == Some(&'-') {
            (high, pattern) = character(pattern.get(1..)?)?;
        }
        found |= c.is_some_and(|c| (low..=high).contains(c));
        any = true;
    }
}

fn character(pattern: &[char]) -> Option<(char, &[char])> {
    match pattern.split_first()? {
        ('\\', rest) => rest.split_first().map(|(c, rest)| (*c, rest)),
        (c, rest) => Some((*c, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_as_go_does() {
        for (pattern, name, expected) in [
            ("*.txt", "a.txt", true),
            ("*.txt", "d/a.txt", false),
            ("**/*.txt", "d/a.txt", true),
            ("**/*.txt", "a.txt", false),
            ("[ab].c", "b.c", true),
            ("[^ab].c", "b.c", false),
            ("a?c", "abc", true),
            ("a\\*", "a*", true),
            (".*", ".env", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
