use super::{Flags, Process};
use crate::{
    filesystem::{Errno, Follow, Kind, Owner},
    labelled::Bytes,
    shell::Exit,
};

/// What an account file says of a name.
pub(super) fn account(process: &mut Process<'_>, file: &str, name: &str) -> Option<Vec<String>> {
    let text = process.files().read(file.as_bytes()).ok()?;
    let line = text
        .lines()
        .into_iter()
        .map(|line| line.text().trim_end().to_owned())
        .find(|line| line.split(':').next() == Some(name))?;
    Some(line.split(':').map(str::to_owned).collect())
}

/// The id of a user or group given by name or number.
pub(super) fn id_of(process: &mut Process<'_>, file: &str, name: &str) -> Option<u32> {
    account(process, file, name)
        .and_then(|fields| fields.get(2)?.parse().ok())
        .or_else(|| name.parse().ok())
}

const LONG: [(&str, char); 6] = [
    ("recursive", 'R'),
    ("no-dereference", 'h'),
    ("verbose", 'v'),
    ("changes", 'c'),
    ("silent", 'f'),
    ("reference", 'r'),
];

/// `chown`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut flags = Flags::parse(&process.args(), "RhvcfLHPr:", &LONG);
    let (uid, gid) = if let Some(path) = flags.value('r').cloned() {
        match process.files().stat(path.data(), Follow::Yes) {
            Ok(inode) => (Some(inode.owner.uid), Some(inode.owner.gid)),
            Err(_) => return Exit::FAILURE,
        }
    } else {
        if flags.operands.is_empty() {
            return process.missing_operand("missing operand", 1);
        }
        let text = flags.operands.remove(0).text().into_owned();
        if flags.operands.is_empty() {
            return process.missing_operand(&format!("missing operand after '{text}'"), 1);
        }
        if !process.is_busybox() && !text.contains(':') && text.contains('.') {
            process.err(format!("warning: '.' should be ':': '{text}'"));
        }
        match owner_of(process, &text) {
            Ok(owner) => owner,
            Err(message) => {
                process.err(message);
                return Exit::FAILURE;
            }
        }
    };
    change_all(process, &flags, uid, gid)
}

/// `chgrp`
pub(super) fn chgrp(process: &mut Process<'_>) -> Exit {
    let mut flags = Flags::parse(&process.args(), "RhvcfLHPr:", &LONG);
    if flags.operands.is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    let name = flags.operands.remove(0).text().into_owned();
    let Some(gid) = id_of(process, "/etc/group", &name) else {
        let message = if process.is_busybox() {
            format!("unknown group {name}")
        } else {
            format!("invalid group: '{name}'")
        };
        process.err(message);
        return Exit::FAILURE;
    };
    change_all(process, &flags, None, Some(gid))
}

/// The ids of `user:group`, or the complaint.
pub(super) fn owner_of(
    process: &mut Process<'_>,
    text: &str,
) -> Result<(Option<u32>, Option<u32>), String> {
    let (user, group) = match text
        .split_once(':')
        .or_else(|| text.split_once('.').filter(|(user, _)| !user.is_empty()))
    {
        Some((user, group)) => (user, Some(group)),
        None => (text, None),
    };
    let uid = if user.is_empty() {
        None
    } else {
        Some(
            id_of(process, "/etc/passwd", user).ok_or_else(|| match process.is_busybox() {
                true => format!("unknown user/group {text}"),
                false => format!("invalid user: '{text}'"),
            })?,
        )
    };
    let gid = match group {
        None => None,
        Some("") => {
            account(process, "/etc/passwd", user).and_then(|fields| fields.get(3)?.parse().ok())
        }
        Some(group) => {
            Some(
                id_of(process, "/etc/group", group).ok_or_else(|| match process.is_busybox() {
                    true => format!("unknown user/group {text}"),
                    false => format!("invalid group: '{text}'"),
                })?,
            )
        }
    };
    Ok((uid, gid))
}

fn change_all(
    process: &mut Process<'_>,
    flags: &Flags,
    uid: Option<u32>,
    gid: Option<u32>,
) -> Exit {
    let change = Change {
        uid,
        gid,
        deep: flags.has('R'),
        link: flags.has('h'),
        quiet: flags.has('f'),
    };
    if flags.operands.is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    let mut failed = false;
    for path in &flags.operands {
        failed |= !change.apply(process, path, true);
    }
    if failed { Exit::FAILURE } else { Exit::SUCCESS }
}

struct Change {
    uid: Option<u32>,
    gid: Option<u32>,
    deep: bool,
    link: bool,
    quiet: bool,
}

impl Change {
    fn apply(&self, process: &mut Process<'_>, path: &Bytes, named: bool) -> bool {
        let follow = if self.link || self.deep {
            Follow::No
        } else {
            Follow::Yes
        };
        let changed = process
            .files()
            .locate(path.data(), follow)
            .and_then(|located| {
                let node = located.existing()?;
                let inode = process.files().inode(node).cloned().ok_or(Errno::NoEntry)?;
                if matches!(inode.kind, Kind::Symlink(_)) && named && !self.link {
                    let target = process.files().locate(path.data(), Follow::Yes)?;
                    let old = process
                        .files()
                        .inode(target.existing()?)
                        .cloned()
                        .ok_or(Errno::NoEntry)?
                        .owner;
                    process.files().set_owner(&target, self.owner(old))?;
                    return Ok(false);
                }
                process
                    .files()
                    .set_owner(&located, self.owner(inode.owner))?;
                Ok(inode.is_dir())
            });
        match changed {
            Ok(directory) => {
                let mut all = true;
                if self.deep && directory {
                    for (name, _) in process.files().list(path.data()).unwrap_or_default() {
                        let mut child = path.clone();
                        if !child.data().ends_with(b"/") {
                            child.push_plain("/");
                        }
                        child.push(&name);
                        all &= self.apply(process, &child, false);
                    }
                }
                all
            }
            Err(error) => {
                let shown = path.text().into_owned();
                if !self.quiet {
                    let message = match (process.is_busybox(), error) {
                        (true, _) => format!("{shown}: {}", error.message()),
                        (false, Errno::NoEntry) => {
                            format!("cannot access '{shown}': {}", error.message())
                        }
                        (false, _) => {
                            format!("changing ownership of '{shown}': {}", error.message())
                        }
                    };
                    process.err(message);
                }
                false
            }
        }
    }

    fn owner(&self, old: Owner) -> Owner {
        Owner {
            uid: self.uid.unwrap_or(old.uid),
            gid: self.gid.unwrap_or(old.gid),
        }
    }
}
