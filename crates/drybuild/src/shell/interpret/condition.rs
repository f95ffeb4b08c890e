//! What `test`, `[` and `[[ ]]` decide.

use super::{Shell, Stop, evaluate};
use crate::{
    filesystem::{Device, Errno, Follow, Kind},
    labelled::Bytes,
    shell::{
        Exit,
        syntax::{Condition, Span},
    },
};

/// True, false, or not to be told.
pub(crate) type Truth = Option<bool>;

impl Shell {
    pub(super) fn run_condition(
        &mut self,
        condition: &Condition,
        span: &Span,
    ) -> Result<Exit, Stop> {
        Ok(match self.truth(condition, span)? {
            Some(true) => Exit::SUCCESS,
            Some(false) => Exit::FAILURE,
            None => Exit::Unknown,
        })
    }

    fn truth(&mut self, condition: &Condition, span: &Span) -> Result<Truth, Stop> {
        Ok(match condition {
            Condition::Not(inner) => self.truth(inner, span)?.map(|truth| !truth),
            Condition::And(left, right) => match self.truth(left, span)? {
                Some(false) => Some(false),
                left => match (left, self.truth(right, span)?) {
                    (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                },
            },
            Condition::Or(left, right) => match self.truth(left, span)? {
                Some(true) => Some(true),
                left => match (left, self.truth(right, span)?) {
                    (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    _ => None,
                },
            },
            Condition::Word(word) => {
                let value = self.single(word)?;
                if value.is_known() {
                    Some(!value.is_empty())
                } else {
                    None
                }
            }
            Condition::Unary(operator, word) => {
                let value = self.single(word)?;
                self.unary(operator, &value).unwrap_or(None)
            }
            Condition::Binary(operator, left, right) => {
                let value = self.single(left)?;
                match operator.as_str() {
                    "=" | "==" | "!=" => {
                        let pattern = self.pattern(right)?;
                        let equal = operator != "!=";
                        if value.is_known() {
                            Some(pattern.matches(value.data()) == equal)
                        } else {
                            None
                        }
                    }
                    "=~" => {
                        let regex = self.unsplit(right)?;
                        self.matches_regex(&value, &regex.text, &regex.active, span)
                    }
                    "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" => {
                        let right = self.single(right)?;
                        if !value.is_known() || !right.is_known() {
                            return Ok(None);
                        }
                        let (left, right) =
                            (evaluate(self, &value, span)?, evaluate(self, &right, span)?);
                        Some(compare(operator, left, right))
                    }
                    _ => {
                        let right = self.single(right)?;
                        self.binary(operator, &value, &right).ok().flatten()
                    }
                }
            }
        })
    }

    fn matches_regex(
        &mut self,
        value: &Bytes,
        regex: &Bytes,
        active: &[bool],
        span: &Span,
    ) -> Truth {
        if !value.is_known() {
            return None;
        }
        let mut text = Vec::new();
        for (byte, active) in regex.data().iter().zip(active) {
            if !active && b"\\.[](){}*+?^$|".contains(byte) {
                text.push(b'\\');
            }
            text.push(*byte);
        }
        let Some(compiled) = crate::shell::regex::Regex::extended(&text, false) else {
            self.note(span, "this regular expression is not understood");
            return None;
        };
        let found = compiled.find(value.data(), 0);
        let groups = found.as_ref().map(|groups| {
            groups
                .iter()
                .zip(0..)
                .map(|(group, index)| {
                    (
                        index,
                        group
                            .clone()
                            .map_or_else(Bytes::new, |range| value.slice(range)),
                    )
                })
                .collect()
        });
        let matched = groups.is_some();
        self.variable_mut("BASH_REMATCH").value =
            Some(super::Value::Indexed(groups.unwrap_or_default()));
        Some(matched)
    }

    /// A unary test; an error if there is no such operator.
    pub(crate) fn unary(&self, operator: &str, value: &Bytes) -> Result<Truth, ()> {
        let stat = |follow| self.files.stat(value.data(), follow);
        let file = |check: &dyn Fn(&crate::filesystem::Inode) -> bool| {
            if !value.is_known() {
                return None;
            }
            match stat(Follow::Yes) {
                Ok(inode) => Some(check(&inode)),
                // What is not listed of an image that is not in the catalogue may still be there.
                Err(Errno::NoEntry) if self.files.incomplete() && !self.is_listed(value.data()) => {
                    None
                }
                Err(_) => Some(false),
            }
        };
        Ok(match operator {
            "-z" | "-n" => {
                if value.is_known() {
                    Some(value.is_empty() == (operator == "-z"))
                } else {
                    Some(operator == "-n")
                }
            }
            "-e" | "-a" => file(&|_| true),
            "-f" => file(&|inode| inode.is_file()),
            "-d" => file(&|inode| inode.is_dir()),
            "-s" => match stat(Follow::Yes) {
                Ok(inode) => match &inode.kind {
                    Kind::File(content) => content.size_bytes().map(|size| size > 0),
                    _ => Some(inode.is_dir()),
                },
                Err(_) => file(&|_| true),
            },
            "-r" => file(&|inode| self.files.may(inode, 4)),
            "-w" => file(&|inode| self.files.may(inode, 2)),
            "-x" => file(&|inode| self.files.may(inode, 1)),
            "-p" => file(&|inode| matches!(inode.kind, Kind::Fifo)),
            "-S" | "-b" => file(&|_| false),
            "-c" => file(
                &|inode| matches!(inode.kind, Kind::Device(device) if !matches!(device, Device::Descriptor(_))),
            ),
            "-u" => file(&|inode| inode.mode & 0o4000 != 0),
            "-g" => file(&|inode| inode.mode & 0o2000 != 0),
            "-k" => file(&|inode| inode.mode & 0o1000 != 0),
            "-O" => file(&|inode| inode.owner.uid == self.files.user.uid),
            "-G" => file(&|inode| inode.owner.gid == self.files.user.gid),
            "-L" | "-h" => match stat(Follow::No) {
                Ok(inode) => Some(matches!(inode.kind, Kind::Symlink(_))),
                Err(_) => file(&|_| false),
            },
            "-t" => Some(false),
            "-v" => Some(
                self.scope
                    .variables
                    .get(value.text().as_ref())
                    .is_some_and(|variable| variable.value.is_some()),
            ),
            "-o" => Some(self.option(&value.text()).unwrap_or(false)),
            _ => return Err(()),
        })
    }

    /// Whether a path is in a place where every file is known: a mount of this step, or a directory that it made.
    fn is_listed(&self, path: &[u8]) -> bool {
        self.files.locate(path, Follow::Yes).is_ok_and(|located| {
            located.parent.volume != 0
                || located.path.starts_with(b"/run/secrets")
                || located.path.starts_with(b"/tmp")
        })
    }

    /// A binary test; an error if there is no such operator, with the text of the complaint if a number is none.
    pub(crate) fn binary(
        &self,
        operator: &str,
        left: &Bytes,
        right: &Bytes,
    ) -> Result<Truth, Option<String>> {
        let known = left.is_known() && right.is_known();
        let numbers = matches!(operator, "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge");
        if numbers {
            if !known {
                return Ok(None);
            }
            let parse = |value: &Bytes| {
                value
                    .text()
                    .trim()
                    .parse::<i64>()
                    .map_err(|_| Some(value.text().into_owned()))
            };
            return Ok(Some(compare(operator, parse(left)?, parse(right)?)));
        }
        let modified = |value: &Bytes| {
            self.files
                .stat(value.data(), Follow::Yes)
                .ok()
                .map(|inode| inode.modified)
        };
        Ok(match operator {
            "=" | "==" => known.then(|| left.data() == right.data()),
            "!=" => known.then(|| left.data() != right.data()),
            "<" => known.then(|| left.data() < right.data()),
            ">" => known.then(|| left.data() > right.data()),
            "-nt" => Some(modified(left) > modified(right)),
            "-ot" => Some(modified(left) < modified(right)),
            "-ef" => {
                let node = |value: &Bytes| {
                    self.files
                        .locate(value.data(), Follow::Yes)
                        .ok()
                        .and_then(|at| at.node)
                };
                Some(node(left).is_some() && node(left) == node(right))
            }
            _ => return Err(None),
        })
    }
}

fn compare(operator: &str, left: i64, right: i64) -> bool {
    match operator {
        "-eq" => left == right,
        "-ne" => left != right,
        "-lt" => left < right,
        "-le" => left <= right,
        "-gt" => left > right,
        _ => left >= right,
    }
}
