//! Users and groups by name, as `/etc/passwd` and `/etc/group` of an image give them.

use crate::filesystem::{FileSystem, Owner};
use crate::graph::{self, ActionInput, User};

/// A user as a process runs under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) owner: Owner,
    pub(crate) home: String,
}

/// Owner of what a file action makes (`readUser` of `solver/llbsolver/file/user_linux.go`).
pub(super) fn resolve(
    owner: &graph::Owner,
    find: &impl Fn(ActionInput) -> FileSystem,
) -> Result<Owner, String> {
    let mut found = Owner::default();
    match &owner.user {
        Some(User::Id(id)) => {
            found.uid = *id;
            found.gid = *id;
        }
        Some(User::Name { name, input }) => {
            let files = find(*input);
            let fields = entry(&files, "/etc/passwd", 0, name).ok_or_else(|| {
                "unable to convert uid/gid chown string to host mapping: can't find uid for user "
                    .to_owned()
                    + name
                    + ": no such user: "
                    + name
            })?;
            found.uid = number(&fields, 2);
            found.gid = number(&fields, 3);
        }
        None => {}
    }
    match &owner.group {
        Some(User::Id(id)) => found.gid = *id,
        Some(User::Name { name, input }) => {
            let files = find(*input);
            let fields = entry(&files, "/etc/group", 0, name).ok_or_else(|| {
                "unable to convert uid/gid chown string to host mapping: can't find gid for group "
                    .to_owned()
                    + name
                    + ": no such group: "
                    + name
            })?;
            found.gid = number(&fields, 2);
        }
        None => {}
    }
    Ok(found)
}

/// The account of `USER` (`oci.GetUser`): `user`, `uid`, `user:group`, `uid:gid`; empty is root.
pub(crate) fn account(files: &FileSystem, user: &str) -> Result<Account, String> {
    let (name, group) = match user.split_once(':') {
        Some((name, group)) => (name, Some(group)),
        None => (user, None),
    };
    let name = if name.is_empty() { "0" } else { name };
    let known = by_name_or_id(files, "/etc/passwd", name);
    let mut account = match known {
        Some(fields) => Account {
            owner: Owner {
                uid: number(&fields, 2),
                gid: number(&fields, 3),
            },
            home: fields.get(5).cloned().unwrap_or_default(),
        },
        None => {
            let uid = name.parse().map_err(|_| {
                format!("unable to find user {name}: no matching entries in passwd file")
            })?;
            let home = if uid == 0 { "/root" } else { "/" }.to_owned();
            Account {
                owner: Owner { uid, gid: 0 },
                home,
            }
        }
    };
    if let Some(group) = group {
        account.owner.gid = match by_name_or_id(files, "/etc/group", group) {
            Some(fields) => number(&fields, 2),
            None => group.parse().map_err(|_| {
                format!("unable to find group {group}: no matching entries in group file")
            })?,
        };
    }
    Ok(account)
}

/// The fields of the line whose field `column` is `value`.
pub(crate) fn entry(
    files: &FileSystem,
    path: &str,
    column: usize,
    value: &str,
) -> Option<Vec<String>> {
    let content = files.read(path)?;
    find_line(&content.text(), column, value)
}

/// The fields of the line of a name, or else of an id.
fn by_name_or_id(files: &FileSystem, path: &str, value: &str) -> Option<Vec<String>> {
    let content = files.read(path)?;
    let text = content.text();
    find_line(&text, 0, value).or_else(|| find_line(&text, 2, value))
}

fn find_line(text: &str, column: usize, value: &str) -> Option<Vec<String>> {
    let mut lines = text.lines();
    let line = lines.find(|line| line.split(':').nth(column) == Some(value))?;
    Some(line.split(':').map(str::to_owned).collect())
}

fn number(fields: &[String], column: usize) -> u32 {
    fields
        .get(column)
        .and_then(|field| field.parse().ok())
        .unwrap_or_default()
}
