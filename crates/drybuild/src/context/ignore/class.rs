//! Sets of characters in Go's regular expressions.

/// Which characters one place of a path may hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    is_negated: bool,
    ranges: Vec<(char, char)>,
}

impl Class {
    pub(super) fn single(c: char) -> Self {
        Self {
            is_negated: false,
            ranges: vec![(c, c)],
        }
    }

    /// Every character.
    pub(super) fn any() -> Self {
        Self {
            is_negated: true,
            ranges: Vec::new(),
        }
    }

    /// `.`
    pub(super) fn no_line_feed() -> Self {
        Self {
            is_negated: true,
            ranges: vec![('\n', '\n')],
        }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&c))
            != self.is_negated
    }

    fn add(&mut self, ranges: &[(char, char)], is_negated: bool) {
        if !is_negated {
            self.ranges.extend(ranges);
            return;
        }
        let mut next = 0;
        for &(first, last) in ranges {
            self.add_codes(next, u32::from(first).wrapping_sub(1));
            next = u32::from(last) + 1;
        }
        self.add_codes(next, u32::from(char::MAX));
    }

    fn add_codes(&mut self, first: u32, last: u32) {
        if let (Some(first), Some(last)) = (char::from_u32(first), char::from_u32(last)) {
            self.ranges.push((first, last));
        }
    }
}

/// Reads behind a backslash; gives the class and what follows.
pub(super) fn escape(text: &str) -> Option<(Class, &str)> {
    let mut class = Class::default();
    if let Some((ranges, is_negated, rest)) = perl_class(text) {
        class.add(ranges, is_negated);
        return Some((class, rest));
    }
    let (c, rest) = escaped_character(text)?;
    Some((Class::single(c), rest))
}

/// Reads behind an opening bracket; gives the class and what follows the closing one.
pub(super) fn bracket(text: &str) -> Option<(Class, &str)> {
    let mut class = Class::default();
    let mut rest = text;
    if let Some(behind) = rest.strip_prefix('^') {
        class.is_negated = true;
        rest = behind;
    }
    let mut is_first = true;
    loop {
        if let Some(behind) = rest.strip_prefix(']').filter(|_| !is_first) {
            return Some((class, behind));
        }
        is_first = false;
        if let Some((name, behind)) = rest
            .strip_prefix("[:")
            .and_then(|rest| rest.split_once(":]"))
        {
            let (name, is_negated) = match name.strip_prefix('^') {
                Some(name) => (name, true),
                None => (name, false),
            };
            class.add(named_class(name)?, is_negated);
            rest = behind;
            continue;
        }
        if let Some((ranges, is_negated, behind)) = rest.strip_prefix('\\').and_then(perl_class) {
            class.add(ranges, is_negated);
            rest = behind;
            continue;
        }
        let (first, behind) = character(rest)?;
        let range = behind
            .strip_prefix('-')
            .filter(|behind| !behind.starts_with(']'));
        let (last, behind) = match range {
            Some(behind) if !behind.is_empty() => character(behind)?,
            _ => (first, behind),
        };
        if last < first {
            return None;
        }
        class.ranges.push((first, last));
        rest = behind;
    }
}

fn character(text: &str) -> Option<(char, &str)> {
    if let Some(escaped) = text.strip_prefix('\\') {
        return escaped_character(escaped);
    }
    let mut chars = text.chars();
    let c = chars.next()?;
    Some((c, chars.as_str()))
}

/// Punctuation stands for itself, some letters for control characters; codes are not supported.
fn escaped_character(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let c = match chars.next()? {
        'a' => '\u{7}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => c,
        _ => return None,
    };
    Some((c, chars.as_str()))
}

type Ranges = &'static [(char, char)];

/// `d`, `s`, `w` and their opposites, of ASCII.
fn perl_class(text: &str) -> Option<(Ranges, bool, &str)> {
    let mut chars = text.chars();
    let c = chars.next()?;
    let ranges = match c.to_ascii_lowercase() {
        'd' => named_class("digit"),
        's' => Some(&[('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')][..]),
        'w' => named_class("word"),
        _ => None,
    };
    Some((ranges?, c.is_ascii_uppercase(), chars.as_str()))
}

/// POSIX's names, of ASCII, in rising order.
fn named_class(name: &str) -> Option<Ranges> {
    Some(match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\u{7f}')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')],
        "digit" => &[('0', '9')],
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => &[('\t', '\r'), (' ', ' ')],
        "upper" => &[('A', 'Z')],
        "word" => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => return None,
    })
}
