//! Runs a command of the catalogue.

use super::arguments::Arguments;
use super::entry::{Command, Entry, May};
use super::{Work, absolute, exists, install, make_parents, variable, write_unknown};
use crate::filesystem::Follow;
use crate::labelled::{Bytes, Certainty};
use crate::shell::{Exit, Place, Possible, Process};

/// A command with what its templates are filled from.
pub(super) struct Running<'a> {
    entry: &'static Entry,
    command: &'static Command,
    arguments: &'a Arguments,
    /// Behind the words of the command.
    operands: Vec<Bytes>,
}

/// The command of an entry that fits the arguments; `None` where the catalogue has none.
pub(super) fn find<'a>(
    entry: &'static Entry,
    arguments: &'a Arguments,
    process: &mut Process<'_>,
) -> Option<Running<'a>> {
    let operands = arguments.operands();
    entry.commands.iter().find_map(|command| {
        let count = fits(command.words, &operands)?;
        let holds = all_hold(command.when, arguments, process);
        holds.then(|| Running {
            entry,
            command,
            arguments,
            operands: operands.get(count..).unwrap_or_default().to_vec(),
        })
    })
}

/// How many operands the words of a command take up.
fn fits(words: &str, operands: &[Bytes]) -> Option<usize> {
    words.split('|').find_map(|words| {
        let mut count = 0;
        for word in words.split_whitespace() {
            let operand = operands.get(count)?.text();
            let is_equal = match word.strip_suffix('*') {
                Some(start) => operand.starts_with(start),
                None => operand == word,
            };
            if !is_equal {
                return None;
            }
            count += 1;
        }
        Some(count)
    })
}

/// `--option|-o`, `env:NAME`, `path:/x`; `!` in front turns it round.
fn all_hold(conditions: &[&str], arguments: &Arguments, process: &mut Process<'_>) -> bool {
    conditions.iter().all(|condition| {
        let (wanted, condition) = match condition.strip_prefix('!') {
            Some(rest) => (false, rest),
            None => (true, *condition),
        };
        let holds = if let Some(name) = condition.strip_prefix("env:") {
            variable(process, name).is_some_and(|value| !value.is_empty())
        } else if let Some(path) = condition.strip_prefix("path:") {
            exists(process, path)
        } else if condition == "no-operands" {
            arguments.operands().is_empty()
        } else {
            condition.split('|').any(|name| arguments.has(name))
        };
        holds == wanted
    })
}

impl Running<'_> {
    /// Takes what it costs down.
    pub(super) fn clock(&self, process: &mut Process<'_>) {
        let Some(cost) = self.command.work else {
            return;
        };
        let tool = self.entry.programs.first().copied().unwrap_or_default();
        let is_warm = self.entry.caches.iter().any(|cache| {
            let path = self.fill(cache, None, process);
            process
                .files()
                .list(path.data())
                .is_ok_and(|entries| !entries.is_empty())
        });
        process.worked(Work {
            tool,
            cost,
            is_warm,
        });
    }

    pub(super) fn run(&self, process: &mut Process<'_>) -> Exit {
        self.clock(process);
        self.prints(process);
        self.writes(process);
        for path in self.command.remove {
            let path = self.fill(path, None, process).text().into_owned();
            remove(process, &path);
        }
        if self.command.installs.is_some() {
            let names: Vec<String> = self
                .operands
                .iter()
                .map(|word| word.text().into_owned())
                .collect();
            let family = process.family;
            install::packages(process, &names, family);
        }
        for may in self.command.may {
            self.may(may, process);
        }
        Exit::Known(self.command.exit)
    }

    fn prints(&self, process: &mut Process<'_>) {
        for print in self.command.prints {
            if !all_hold(print.when, self.arguments, process) {
                continue;
            }
            let text = match print.unknown {
                Some(what) => Bytes::unknown(print.text, what),
                None => self.fill(print.text, None, process),
            };
            if print.to_stderr {
                process.err_bytes(&text)
            } else {
                process.out(&text)
            }
        }
    }

    fn writes(&self, process: &mut Process<'_>) {
        for write in self.command.writes {
            if !all_hold(write.when, self.arguments, process) {
                continue;
            }
            let is_repeated = write.path.contains("{each}");
            let each: Vec<Option<&Bytes>> = if is_repeated {
                self.operands.iter().map(Some).collect()
            } else {
                vec![None]
            };
            for operand in each {
                let path = self.fill(write.path, operand, process);
                let text = absolute(process, &path.text());
                let Some(holds) = write.holds else {
                    write_unknown(process, &text, write.size_bytes, write.mode);
                    continue;
                };
                let mut content = Bytes::new();
                if write.adds {
                    let old = process.files().read(path.data());
                    content.push(&old.unwrap_or_default());
                }
                content.push(&self.fill(holds, operand, process));
                make_parents(process, &text);
                if process.write(&text.as_str().into(), content).is_ok() {
                    let located = process.files().locate(text.as_bytes(), Follow::Yes);
                    let changed = located.and_then(|at| process.files().set_mode(&at, write.mode));
                    debug_assert!(changed.is_ok(), "it was just written");
                }
            }
        }
    }

    fn may(&self, may: &May, process: &mut Process<'_>) {
        if !all_hold(may.when, self.arguments, process) {
            return;
        }
        let values = match may.of {
            "argv" => vec![self.arguments.quoted()],
            "env" => process
                .environment()
                .into_iter()
                .map(|(_, value)| value)
                .collect(),
            template => vec![self.fill(template, None, process)],
        };
        let place = match may.goes {
            "output" => Place::Output,
            "files" => Place::Files,
            path => Place::File(self.fill(path, None, process).text().into_owned()),
        };
        for value in values {
            may_be(process, &value, &place);
        }
    }

    /// A template with its names filled in. A name that is not known stays as it is.
    pub(super) fn fill(
        &self,
        template: &str,
        each: Option<&Bytes>,
        process: &mut Process<'_>,
    ) -> Bytes {
        let mut filled = Bytes::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_plain(before);
            let Some((name, behind)) = behind.split_once('}') else {
                rest = behind;
                break;
            };
            filled.push(&self.value(name, each, process));
            rest = behind;
        }
        filled.push_plain(rest);
        filled
    }

    fn value(&self, name: &str, each: Option<&Bytes>, process: &mut Process<'_>) -> Bytes {
        let (word, rest) = name.split_once(' ').unwrap_or((name, ""));
        match word {
            "home" => super::home(process).into(),
            "cwd" => process.files().cwd.clone().into(),
            "folder" => {
                let cwd = String::from_utf8_lossy(&process.files().cwd).into_owned();
                cwd.rsplit('/').next().unwrap_or_default().into()
            }
            "package" => package(process),
            "argv" => self.arguments.quoted(),
            "stdin" => process.stdin().trim_line_breaks(),
            "each" => each.cloned().unwrap_or_default(),
            "env" => variable(process, rest).unwrap_or_default(),
            "option" => self.arguments.values(rest).pop().unwrap_or_default(),
            "file" => {
                let named = match rest.parse::<usize>() {
                    Ok(at) => self.operands.get(at.wrapping_sub(1)).cloned(),
                    Err(_) => self.arguments.values(rest).pop(),
                };
                let content = named.and_then(|path| process.read(&path).ok());
                content.unwrap_or_default()
            }
            "operand" => {
                let at: usize = rest.parse().unwrap_or_default();
                self.operands
                    .get(at.wrapping_sub(1))
                    .cloned()
                    .unwrap_or_default()
            }
            place => {
                let known = self.entry.places.iter().find(|(name, _)| *name == place);
                let alternatives = known.map_or(&[][..], |(_, alternatives)| *alternatives);
                let mut values = alternatives
                    .iter()
                    .map(|template| self.fill(template, each, process));
                values.find(|value| !value.is_empty()).unwrap_or_default()
            }
        }
    }
}

/// The name in `Cargo.toml`.
fn package(process: &mut Process<'_>) -> Bytes {
    let manifest = process.files().read(b"Cargo.toml").unwrap_or_default();
    let text = manifest.text();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("name")?.split('"').nth(1));
    name.unwrap_or("app").into()
}

/// Removes the files `folder/*end`.
fn remove(process: &mut Process<'_>, pattern: &str) {
    let (folder, name) = pattern.rsplit_once('/').unwrap_or((".", pattern));
    let end = name.trim_start_matches('*').to_owned();
    for (name, _) in process.files().list(folder.as_bytes()).unwrap_or_default() {
        let name = name.text();
        if name.ends_with(&end) {
            let _removed = process
                .files()
                .unlink(format!("{folder}/{name}").as_bytes());
        }
    }
}

/// A value may stand at a place.
pub(super) fn may_be(process: &mut Process<'_>, value: &Bytes, place: &Place) {
    let taints: Vec<_> = value.whole_secrets().cloned().collect();
    for mut taint in taints {
        taint.certainty = Certainty::Possible;
        let span = process.place();
        process.possible(Possible {
            taint,
            place: place.clone(),
            span,
        });
    }
}
