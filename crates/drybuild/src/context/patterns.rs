//! Lists of patterns as `.dockerignore`, `COPY --exclude` and `local.followpaths` have them.

/// Patterns of `moby/patternmatcher`, cleaned already: the last one that fits decides, `!` takes a path out again.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    patterns: Vec<(Vec<char>, bool)>,
}

impl Patterns {
    /// Reads patterns; one that is broken fits nothing.
    #[must_use]
    pub fn new(patterns: &[String]) -> Self {
        let read = |text: &String| {
            let (text, is_exception) = match text.strip_prefix('!') {
                Some(rest) => (rest, true),
                None => (text.as_str(), false),
            };
            (text.trim_matches('/').chars().collect(), is_exception)
        };
        Self {
            patterns: patterns.iter().map(read).collect(),
        }
    }

    /// Whether the path, or a folder above it, is matched in the end.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let path: Vec<char> = path.chars().collect();
        self.patterns
            .iter()
            .fold(false, |matched, (pattern, is_exception)| {
                // A pattern that would not change the answer is not looked at.
                if matched == *is_exception && fits_or_above(pattern, &path) {
                    !is_exception
                } else {
                    matched
                }
            })
    }
}

fn fits_or_above(pattern: &[char], path: &[char]) -> bool {
    let ends = path
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == '/')
        .map(|(at, _)| at);
    ends.chain([path.len()])
        .any(|end| path.get(..end).is_some_and(|above| fits(pattern, above)))
}

fn fits(pattern: &[char], name: &[char]) -> bool {
    match pattern {
        [] => name.is_empty(),
        ['*', '*', rest @ ..] => {
            // `**/` also stands for nothing.
            let rest_below = rest.strip_prefix(&['/']).unwrap_or(rest);
            fits(rest_below, name)
                || (0..=name.len())
                    .any(|taken| name.get(taken..).is_some_and(|left| fits(rest, left)))
        }
        ['*', rest @ ..] => {
            let most = name.iter().position(|c| *c == '/').unwrap_or(name.len());
            (0..=most).any(|taken| name.get(taken..).is_some_and(|left| fits(rest, left)))
        }
        ['?', rest @ ..] => matches!(name, [c, left @ ..] if *c != '/' && fits(rest, left)),
        ['[', rest @ ..] => match name {
            [c, left @ ..] => {
                class(rest, *c).is_some_and(|(found, after)| found && fits(after, left))
            }
            [] => false,
        },
        ['\\', escaped, rest @ ..] => {
            matches!(name, [c, left @ ..] if c == escaped && fits(rest, left))
        }
        [wanted, rest @ ..] => matches!(name, [c, left @ ..] if c == wanted && fits(rest, left)),
    }
}

/// Whether a character is in the class that was opened, and what follows it.
fn class(pattern: &[char], c: char) -> Option<(bool, &[char])> {
    let (negated, mut rest) = match pattern {
        ['^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (mut found, mut first) = (false, true);
    loop {
        if let ([']', after @ ..], false) = (rest, first) {
            return Some((found != negated, after));
        }
        let (low, after) = character(rest)?;
        let (high, after) = match after {
            ['-', after @ ..] => character(after)?,
            after => (low, after),
        };
        found |= (low..=high).contains(&c);
        (rest, first) = (after, false);
    }
}

fn character(pattern: &[char]) -> Option<(char, &[char])> {
    match pattern {
        ['\\', c, rest @ ..] | [c, rest @ ..] => Some((*c, rest)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decides_as_patternmatcher_does() {
        for (patterns, path, expected) in [
            (&[".env"][..], "src/.env", false),
            (&["**/.env"], "src/.env", true),
            (&["**/.env"], ".env", true),
            (&["src"], "src/a/b", true),
            (&["*", "!src/keep"], "src/keep", false),
            (&["*", "!src/keep"], "src/drop", true),
            (&["src/**/*.test.ts"], "src/a/b.test.ts", true),
            (&["a[0-9].txt"], "a7.txt", true),
            (
                &["*.md", "!README*.md", "README-secret.md"],
                "README-secret.md",
                true,
            ),
        ] {
            let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
            assert_eq!(
                Patterns::new(&patterns).matches(path),
                expected,
                "{patterns:?} {path}"
            );
        }
    }
}
