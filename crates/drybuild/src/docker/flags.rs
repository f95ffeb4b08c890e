//! Flags of the smaller commands.

use crate::suggest;

/// A flag and whether it takes a value.
pub(super) type Known = (&'static str, bool);

/// The flags that were given, in order, and the other words.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) flags: Vec<(&'static str, String)>,
    pub(super) operands: Vec<String>,
}

impl Given {
    /// Reads words. Flags end at the first operand where `stops` says so, as for `docker run`.
    ///
    /// # Errors
    /// The client's message.
    pub(super) fn read(words: &[String], known: &[Known], stops: bool) -> Result<Self, String> {
        let mut given = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let is_flag = word.len() > 1 && word.starts_with('-');
            if !is_flag {
                given.operands.push(word.clone());
                if stops {
                    given.operands.extend(words.cloned());
                    break;
                }
                continue;
            }
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            // `-it` is two switches.
            let letters = name
                .strip_prefix('-')
                .filter(|rest| !rest.starts_with('-') && rest.len() > 1);
            if let Some(letters) = letters {
                let switches: Option<Vec<&'static str>> = letters
                    .chars()
                    .map(|letter| {
                        let name = format!("-{letter}");
                        known
                            .iter()
                            .find(|(flag, takes)| *flag == name && !takes)
                            .map(|(flag, _)| *flag)
                    })
                    .collect();
                match switches {
                    Some(switches) => given
                        .flags
                        .extend(switches.into_iter().map(|name| (name, "true".to_owned()))),
                    None => return Err(format!("unknown shorthand flag: {letters:?} in {word}")),
                }
                continue;
            }
            let Some((name, takes)) = known.iter().find(|(flag, _)| *flag == name) else {
                let hint = suggest::search(name, known.iter().map(|(flag, _)| *flag));
                let hint = hint
                    .map(|found| format!(" (did you mean {found}?)"))
                    .unwrap_or_default();
                return Err(format!("unknown flag: {name}{hint}"));
            };
            let value = match (takes, inline) {
                (_, Some(value)) => value,
                (false, None) => "true".to_owned(),
                (true, None) => words
                    .next()
                    .cloned()
                    .ok_or_else(|| format!("flag needs an argument: {name}"))?,
            };
            given.flags.push((name, value));
        }
        Ok(given)
    }

    /// The last value of a flag.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.values(name).last()
    }

    /// All values of a flag.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let given = self.flags.iter().filter(move |(flag, _)| *flag == name);
        given.map(|(_, value)| value.as_str())
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value != "false")
    }
}
