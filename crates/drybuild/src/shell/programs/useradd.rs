use super::{
    Flags, Process,
    chown::{account, id_of},
};
use crate::{
    filesystem::{Follow, Owner},
    labelled::Bytes,
    shell::Exit,
};

/// Replaces an account file as the shadow tools do: the old content stays beside it, with a `-` behind its name.
fn rewrite(process: &mut Process<'_>, path: &str, change: impl FnOnce(&Bytes) -> Option<Bytes>) {
    let Ok(inode) = process.files().stat(path.as_bytes(), Follow::Yes) else {
        return;
    };
    let Ok(old) = process.files().read(path.as_bytes()) else {
        return;
    };
    let Some(new) = change(&old) else { return };
    let backup = Bytes::from(format!("{path}-"));
    for (target, content) in [(&backup, (*old).clone()), (&Bytes::from(path), new)] {
        let Ok(_node) = process.files().write(target, content.into(), inode.mode) else {
            continue;
        };
        if let Ok(located) = process.files().locate(target.data(), Follow::No) {
            let _owned = process.files().set_owner(&located, inode.owner);
            let _moded = process.files().set_mode(&located, inode.mode);
        }
    }
}

/// Appends a line to an account file, if the image has it.
fn append(process: &mut Process<'_>, path: &str, line: &str) {
    append_bytes(process, path, &line.into());
}

fn append_bytes(process: &mut Process<'_>, path: &str, line: &Bytes) {
    rewrite(process, path, |old| {
        let mut content = old.clone();
        content.push(line);
        Some(content)
    });
}

/// Puts what `/etc/shadow` is to hold for an account into the place of what it holds.
pub(super) fn set_password(process: &mut Process<'_>, name: &str, password: &Bytes) {
    rewrite(process, "/etc/shadow", |old| {
        let mut content = Bytes::new();
        for line in old.lines() {
            let mut colons = line
                .data()
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b':');
            let ends = (colons.next(), colons.next());
            match ends {
                (Some((first, _)), Some((second, _)))
                    if line.data().get(..first) == Some(name.as_bytes()) =>
                {
                    content.push(&line.replace(first + 1..second, password));
                }
                _ => content.push(&line),
            }
        }
        Some(content)
    });
}

/// The first free id from `low` to `high` in an account file.
fn free_id(process: &mut Process<'_>, path: &str, low: u32, high: u32) -> u32 {
    let text = process.files().read(path.as_bytes()).unwrap_or_default();
    let taken: Vec<u32> = text
        .lines()
        .iter()
        .filter_map(|line| line.text().split(':').nth(2)?.parse().ok())
        .collect();
    let range = low..=high;
    let highest = taken.iter().copied().filter(|id| range.contains(id)).max();
    highest.map_or(low, |id| id + 1)
}

/// `groupadd`, `addgroup`
pub(super) fn group(process: &mut Process<'_>) -> Exit {
    let alpine = process.name == "addgroup";
    let letters = if alpine { "g:S" } else { "g:rfoK:p:" };
    let flags = Flags::parse(
        &process.args(),
        letters,
        &[("gid", 'g'), ("system", 'r'), ("force", 'f')],
    );
    let Some(name) = flags.operands.first().map(|name| name.text().into_owned()) else {
        return Exit::Known(2);
    };
    if let (true, Some(group)) = (alpine, flags.operands.get(1)) {
        process.note(format!(
            "that {name} joins {} is not followed",
            group.text()
        ));
        return Exit::SUCCESS;
    }
    if account(process, "/etc/group", &name).is_some() {
        if flags.has('f') {
            return Exit::SUCCESS;
        }
        process.err(format!("group '{name}' already exists"));
        return Exit::Known(9);
    }
    let system = flags.has('r') || flags.has('S');
    let gid = match flags.text('g').and_then(|gid| gid.parse().ok()) {
        Some(gid) => gid,
        None if system => free_id(process, "/etc/group", 100, 999),
        None => free_id(process, "/etc/group", 1000, 60000),
    };
    append(process, "/etc/group", &format!("{name}:x:{gid}:\n"));
    append(process, "/etc/gshadow", &format!("{name}:!::\n"));
    Exit::SUCCESS
}

/// `useradd`, `adduser`
pub(super) fn user(process: &mut Process<'_>) -> Exit {
    let debian_tool = process.name == "useradd";
    let letters = if debian_tool {
        "u:g:G:d:s:c:mMrUNlok:e:p:"
    } else {
        "u:G:h:s:g:DHSk:"
    };
    let long = [
        ("uid", 'u'),
        ("gid", 'g'),
        ("groups", 'G'),
        ("home-dir", 'd'),
        ("home", 'd'),
        ("shell", 's'),
        ("comment", 'c'),
        ("create-home", 'm'),
        ("no-create-home", 'M'),
        ("system", 'r'),
        ("user-group", 'U'),
        ("no-user-group", 'N'),
        ("disabled-password", 'D'),
        ("gecos", 'c'),
        ("ingroup", 'G'),
        ("no-log-init", 'l'),
        ("password", 'p'),
    ];
    let letters = if debian_tool {
        letters.to_owned()
    } else {
        format!("{letters}d:c:mMrUN")
    };
    let flags = Flags::parse(&process.args(), &letters, &long);
    let Some(name) = flags.operands.first().map(|name| name.text().into_owned()) else {
        return Exit::Known(2);
    };
    if account(process, "/etc/passwd", &name).is_some() {
        process.err(format!("user '{name}' already exists"));
        return Exit::Known(9);
    }
    let system = flags.has('r') || flags.has('S');
    let uid = match flags.text('u').and_then(|uid| uid.parse().ok()) {
        Some(uid) => uid,
        None if system => free_id(process, "/etc/passwd", 100, 999),
        None => free_id(process, "/etc/passwd", 1000, 60000),
    };
    let named = if debian_tool {
        flags.text('g')
    } else {
        flags.text('G')
    };
    let gid = match named {
        Some(group) => match id_of(process, "/etc/group", &group) {
            Some(gid) => gid,
            None => {
                process.err(format!("group '{group}' does not exist"));
                return Exit::Known(6);
            }
        },
        None if flags.has('N') => 100,
        None => {
            append(process, "/etc/group", &format!("{name}:x:{uid}:\n"));
            append(process, "/etc/gshadow", &format!("{name}:!::\n"));
            uid
        }
    };
    let home = flags
        .text('d')
        .or_else(|| flags.text('h'))
        .unwrap_or_else(|| format!("/home/{name}"));
    let shell = flags.text('s').unwrap_or_else(|| {
        if debian_tool {
            "/bin/sh".to_owned()
        } else {
            "/bin/bash".to_owned()
        }
    });
    let comment = flags.text('c').unwrap_or_default();
    append(
        process,
        "/etc/passwd",
        &format!("{name}:x:{uid}:{gid}:{comment}:{home}:{shell}\n"),
    );
    let mut line = Bytes::from(format!("{name}:"));
    // It is to be a hash, and goes there as it is.
    line.push(&flags.value('p').cloned().unwrap_or_else(|| "!".into()));
    line.push_plain(":::::::\n");
    if flags.has('p') && process.files().read(b"/etc/shadow").is_err() {
        // Every image with accounts has the file; what else is in it is not recorded.
        let _written = process
            .files()
            .write(&"/etc/shadow".into(), line.into(), 0o640);
    } else {
        append_bytes(process, "/etc/shadow", &line);
    }
    if debian_tool && !system {
        let first = free_id(process, "/etc/subuid", 100_000, 600_100_000);
        append(process, "/etc/subuid", &format!("{name}:{first}:65536\n"));
        append(process, "/etc/subgid", &format!("{name}:{first}:65536\n"));
    }
    let makes_home = if debian_tool {
        flags.has('m')
    } else {
        !flags.has('H') && !flags.has('M')
    };
    if makes_home {
        make_home(process, &home, Owner { uid, gid });
    }
    Exit::SUCCESS
}

fn make_home(process: &mut Process<'_>, home: &str, owner: Owner) {
    let path = Bytes::from(home);
    if process.files().stat(home.as_bytes(), Follow::Yes).is_ok() {
        return;
    }
    if super::mkdir::make(process, &path, true, None, false).is_err() {
        return;
    }
    for (name, _) in process.files().list(b"/etc/skel").unwrap_or_default() {
        let source = format!("/etc/skel/{}", name.text());
        let Ok(inode) = process.files().stat(source.as_bytes(), Follow::Yes) else {
            continue;
        };
        let Ok(content) = process.files().read(source.as_bytes()) else {
            continue;
        };
        let target = Bytes::from(format!("{home}/{}", name.text()));
        if process
            .files()
            .write(&target, (*content).clone().into(), inode.mode)
            .is_ok()
            && let Ok(located) = process.files().locate(target.data(), Follow::No)
        {
            let _owned = process.files().set_owner(&located, owner);
        }
    }
    if let Ok(located) = process.files().locate(home.as_bytes(), Follow::No) {
        let _owned = process.files().set_owner(&located, owner);
        let _moded = process.files().set_mode(&located, 0o755);
    }
}

/// `userdel`, `deluser`
pub(super) fn delete(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "rf",
        &[("remove", 'r'), ("remove-home", 'r')],
    );
    let Some(name) = flags.operands.first().map(|name| name.text().into_owned()) else {
        return Exit::Known(2);
    };
    for path in [
        "/etc/passwd",
        "/etc/group",
        "/etc/shadow",
        "/etc/gshadow",
        "/etc/subuid",
        "/etc/subgid",
    ] {
        rewrite(process, path, |old| {
            let mut kept = Bytes::new();
            for line in old.lines() {
                if line.text().split(':').next() != Some(name.as_str()) {
                    kept.push(&line);
                }
            }
            (kept.len() != old.len()).then_some(kept)
        });
    }
    Exit::SUCCESS
}
