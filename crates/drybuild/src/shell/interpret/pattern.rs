//! Shell patterns.

/// A compiled pattern: what `*`, `?` and `[…]` match.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<Item>);

#[derive(Clone, Debug)]
enum Item {
    Byte(u8),
    Any,
    Star,
    Set {
        negated: bool,
        ranges: Vec<(u8, u8)>,
    },
}

impl Pattern {
    /// Compiles bytes of which `active` says whether they may be special.
    pub(crate) fn new(text: &[u8], active: &[bool]) -> Self {
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(byte) = text.get(at).copied() {
            let special = active.get(at).copied().unwrap_or(false);
            at += 1;
            match byte {
                b'*' if special => {
                    if !matches!(items.last(), Some(Item::Star)) {
                        items.push(Item::Star);
                    }
                }
                b'?' if special => items.push(Item::Any),
                b'[' if special => match set(text, active, at) {
                    Some((item, next)) => {
                        items.push(item);
                        at = next;
                    }
                    None => items.push(Item::Byte(byte)),
                },
                b'\\' if special && at < text.len() => {
                    items.push(Item::Byte(text.get(at).copied().unwrap_or(byte)));
                    at += 1;
                }
                _ => items.push(Item::Byte(byte)),
            }
        }
        Self(items)
    }

    /// Compiles text in which everything is active.
    pub(crate) fn from_text(text: &[u8]) -> Self {
        Self::new(text, &vec![true; text.len()])
    }

    /// Whether it has any special character.
    pub(crate) fn is_special(&self) -> bool {
        self.0.iter().any(|item| !matches!(item, Item::Byte(_)))
    }

    /// The text that it stands for, if nothing is special.
    pub(crate) fn literal(&self) -> Vec<u8> {
        self.0
            .iter()
            .filter_map(|item| {
                if let Item::Byte(byte) = item {
                    Some(*byte)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Whether its first character is a dot that stands for itself.
    pub(crate) fn starts_with_dot(&self) -> bool {
        matches!(self.0.first(), Some(Item::Byte(b'.')))
    }

    /// Whether it matches all of `text`.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        let (mut item, mut at) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        loop {
            let matched = match (self.0.get(item), text.get(at)) {
                (None, None) => return true,
                (Some(Item::Star), _) => {
                    star = Some((item + 1, at));
                    item += 1;
                    continue;
                }
                (Some(Item::Byte(byte)), Some(here)) => byte == here,
                (Some(Item::Any), Some(here)) => {
                    // One character, also where it has several bytes.
                    let more = text.get(at + 1..).unwrap_or_default();
                    if *here >= 0xc0 {
                        at += more
                            .iter()
                            .take_while(|byte| (0x80..0xc0).contains(*byte))
                            .count();
                    }
                    true
                }
                (Some(Item::Set { negated, ranges }), Some(here)) => {
                    ranges.iter().any(|(low, high)| low <= here && here <= high) != *negated
                }
                (_, _) => false,
            };
            if matched {
                item += 1;
                at += 1;
            } else if let Some((after, from)) = star
                && from < text.len()
            {
                star = Some((after, from + 1));
                item = after;
                at = from + 1;
            } else {
                return false;
            }
        }
    }

    /// The length of the shortest or longest prefix that it matches.
    pub(crate) fn prefix(&self, text: &[u8], longest: bool) -> Option<usize> {
        ends(self.0.iter(), self.0.len(), text.iter(), longest)
    }

    /// The start of the shortest or longest suffix that it matches.
    pub(crate) fn suffix(&self, text: &[u8], longest: bool) -> Option<usize> {
        let length = ends(
            self.0.iter().rev(),
            self.0.len(),
            text.iter().rev(),
            longest,
        )?;
        Some(text.len() - length)
    }
}

/// How much of a text the items match from its start: one pass that keeps every item that may come next.
fn ends<'a>(
    items: impl Iterator<Item = &'a Item>,
    count: usize,
    text: impl Iterator<Item = &'a u8>,
    longest: bool,
) -> Option<usize> {
    let items: Vec<&Item> = items.collect();
    let mut alive = vec![false; count + 1];
    let mut found = None;
    reach(&items, &mut alive, 0);
    let accepts = |alive: &[bool]| alive.last().copied().unwrap_or(false);
    if accepts(&alive) {
        found = Some(0);
    }
    for (at, byte) in text.enumerate() {
        if found.is_some() && !longest {
            return found;
        }
        let mut next = vec![false; count + 1];
        for (index, item) in items.iter().enumerate() {
            if !alive.get(index).copied().unwrap_or(false) {
                continue;
            }
            match item {
                Item::Star => reach(&items, &mut next, index),
                Item::Any => reach(&items, &mut next, index + 1),
                Item::Byte(wanted) if wanted == byte => reach(&items, &mut next, index + 1),
                Item::Set { negated, ranges } => {
                    if ranges.iter().any(|(low, high)| low <= byte && byte <= high) != *negated {
                        reach(&items, &mut next, index + 1);
                    }
                }
                Item::Byte(_) => {}
            }
        }
        alive = next;
        if !alive.contains(&true) {
            return found;
        }
        if accepts(&alive) {
            found = Some(at + 1);
        }
    }
    found
}

/// Marks an item as next, and those behind a star as well: it may match nothing.
fn reach(items: &[&Item], alive: &mut [bool], from: usize) {
    let mut index = from;
    loop {
        match alive.get_mut(index) {
            Some(slot) => *slot = true,
            None => return,
        }
        if !matches!(items.get(index), Some(Item::Star)) {
            return;
        }
        index += 1;
    }
}

/// The bracket expression whose `[` is before `at`.
fn set(text: &[u8], active: &[bool], at: usize) -> Option<(Item, usize)> {
    let mut next = at;
    let negated =
        matches!(text.get(next), Some(b'!' | b'^')) && active.get(next).copied().unwrap_or(false);
    next += usize::from(negated);
    let mut ranges = Vec::new();
    let first = next;
    loop {
        let byte = *text.get(next)?;
        if byte == b']' && next > first {
            return Some((Item::Set { negated, ranges }, next + 1));
        }
        if byte == b'/' {
            return None;
        }
        if byte == b'[' && text.get(next + 1) == Some(&b':') {
            let rest = text.get(next + 2..)?;
            let length = rest.windows(2).position(|pair| pair == b":]")?;
            ranges.extend_from_slice(class(rest.get(..length)?));
            next += length + 4;
            continue;
        }
        let dash =
            text.get(next + 1) == Some(&b'-') && active.get(next + 1).copied().unwrap_or(false);
        match text.get(next + 2) {
            Some(high) if dash && *high != b']' => {
                ranges.push((byte, *high));
                next += 3;
            }
            _ => {
                ranges.push((byte, byte));
                next += 1;
            }
        }
    }
}

/// The ranges of a character class in the C locale.
pub(crate) fn class(name: &[u8]) -> &'static [(u8, u8)] {
    match name {
        b"alpha" => &[(b'a', b'z'), (b'A', b'Z')],
        b"digit" => &[(b'0', b'9')],
        b"alnum" => &[(b'a', b'z'), (b'A', b'Z'), (b'0', b'9')],
        b"upper" => &[(b'A', b'Z')],
        b"lower" => &[(b'a', b'z')],
        b"space" => &[(b' ', b' '), (b'\t', b'\r')],
        b"blank" => &[(b' ', b' '), (b'\t', b'\t')],
        b"punct" => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
        b"xdigit" => &[(b'0', b'9'), (b'a', b'f'), (b'A', b'F')],
        b"cntrl" => &[(0, 31), (127, 127)],
        b"print" => &[(b' ', b'~')],
        b"graph" => &[(b'!', b'~')],
        _ => &[],
    }
}
