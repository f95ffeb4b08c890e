use super::Process;
use crate::{labelled::Bytes, shell::Exit};

/// The options and operands of a program.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    options: Vec<(char, Bytes)>,
    pub(crate) operands: Vec<Bytes>,
    /// Options that were given and are not in the specification.
    pub(crate) unknown: Vec<String>,
}

impl Flags {
    /// Reads arguments as getopt does. `letters` are the options, a colon behind those that take a value; `long` gives
    /// the letter of each long name. Options may stand behind operands.
    pub(crate) fn parse(arguments: &[Bytes], letters: &str, long: &[(&str, char)]) -> Self {
        let mut flags = Self::default();
        let takes = |letter: char| {
            letters
                .split(letter)
                .nth(1)
                .is_some_and(|rest| rest.starts_with(':'))
        };
        let mut at = 0;
        while let Some(argument) = arguments.get(at) {
            at += 1;
            let text = argument.text();
            if text == "--" {
                flags
                    .operands
                    .extend_from_slice(arguments.get(at..).unwrap_or_default());
                break;
            }
            if let Some(name) = text.strip_prefix("--") {
                let (name, value) = match argument.data().iter().position(|byte| *byte == b'=') {
                    Some(equals) => (
                        name.split('=').next().unwrap_or(name),
                        Some(argument.from_offset(equals + 1)),
                    ),
                    None => (name, None),
                };
                let exact = long.iter().find(|(known, _)| *known == name);
                let Some((_, letter)) =
                    exact.or_else(|| long.iter().find(|(known, _)| known.starts_with(name)))
                else {
                    flags.unknown.push(text.into_owned());
                    continue;
                };
                let value = match value {
                    None if takes(*letter) => {
                        at += 1;
                        arguments.get(at - 1).cloned().unwrap_or_default()
                    }
                    value => value.unwrap_or_default(),
                };
                flags.options.push((*letter, value));
                continue;
            }
            if !text.starts_with('-') || text.len() < 2 {
                flags.operands.push(argument.clone());
                continue;
            }
            for (index, letter) in text.char_indices().skip(1) {
                if letter == ':' || !letters.contains(letter) {
                    flags.unknown.push(letter.to_string());
                    continue;
                }
                if !takes(letter) {
                    flags.options.push((letter, Bytes::new()));
                    continue;
                }
                let rest = argument.from_offset(index + letter.len_utf8());
                let value = if rest.is_empty() {
                    at += 1;
                    arguments.get(at - 1).cloned().unwrap_or_default()
                } else {
                    rest
                };
                flags.options.push((letter, value));
                break;
            }
        }
        flags
    }

    /// Reads the arguments of a program, and complains as it does of an option that it does not have.
    ///
    /// `letters` are the options that the model knows, `more` those that GNU's program has as well (said to be not
    /// understood), `busybox` all that BusyBox's has.
    pub(crate) fn read(
        process: &mut Process<'_>,
        letters: &str,
        more: &str,
        busybox: &str,
        long: &[(&str, char)],
    ) -> Result<Self, Exit> {
        let all = format!("{letters}{more}");
        let mut flags = Self::parse(&process.args(), &all, long);
        if process.is_busybox() {
            let missing = flags
                .options
                .iter()
                .map(|(letter, _)| *letter)
                .find(|letter| !busybox.contains(*letter))
                .map(
                    |letter| match long.iter().find(|(_, known)| *known == letter) {
                        Some((name, _)) if letter.is_ascii_uppercase() && !all.contains(letter) => {
                            format!("--{name}")
                        }
                        _ => letter.to_string(),
                    },
                );
            flags.unknown.extend(missing);
        } else {
            for letter in flags.options.iter().map(|(letter, _)| *letter) {
                if !letters.contains(letter) && more.contains(letter) {
                    let name = process.name.clone();
                    process.note(format!(
                        "the option -{letter} of `{name}` is not understood"
                    ));
                }
            }
        }
        let Some(unknown) = flags.unknown.first() else {
            return Ok(flags);
        };
        if unknown.starts_with('-') {
            process.err(format!("unrecognized option '{unknown}'"));
        } else {
            process.err(format!("invalid option -- '{unknown}'"));
        }
        let status = match (process.is_busybox(), process.name.as_str()) {
            (_, "grep" | "egrep" | "fgrep" | "diff" | "cmp") | (false, "sort" | "ls") => 2,
            _ => 1,
        };
        if !process.is_busybox() {
            let name = process.shown_name();
            if matches!(process.name.as_str(), "grep" | "egrep" | "fgrep") {
                process.err_text("Usage: grep [OPTION]... PATTERNS [FILE]...\n");
            }
            process.err_text(format!("Try '{name} --help' for more information.\n"));
        }
        Err(Exit::Known(status))
    }

    pub(crate) fn has(&self, letter: char) -> bool {
        self.options.iter().any(|(known, _)| *known == letter)
    }

    /// The last value of an option.
    pub(crate) fn value(&self, letter: char) -> Option<&Bytes> {
        self.options
            .iter()
            .rev()
            .find(|(known, _)| *known == letter)
            .map(|(_, value)| value)
    }

    /// The last value of an option as text.
    pub(crate) fn text(&self, letter: char) -> Option<String> {
        self.value(letter).map(|value| value.text().into_owned())
    }

    /// All options in order.
    pub(crate) fn all(&self) -> &[(char, Bytes)] {
        &self.options
    }
}
