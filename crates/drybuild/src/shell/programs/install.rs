use super::{
    Flags, Process,
    chown::owner_of,
    cp::{Copy, inside},
    mkdir,
};
use crate::{
    filesystem::{Follow, Owner},
    labelled::Bytes,
    shell::Exit,
};

/// `install`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("directory", 'd'),
        ("mode", 'm'),
        ("owner", 'o'),
        ("group", 'g'),
        ("target-directory", 't'),
        ("no-target-directory", 'T'),
        ("verbose", 'v'),
    ];
    let flags = Flags::parse(&process.args(), "dDm:o:g:t:TvcpsCb", &long);
    let mode = flags
        .text('m')
        .map_or(Some(0o755), |mode| mkdir::parse_mode(&mode, 0));
    let Some(mode) = mode else {
        process.err(format!(
            "invalid mode '{}'",
            flags.text('m').unwrap_or_default()
        ));
        return Exit::FAILURE;
    };
    let name = format!(
        "{}:{}",
        flags.text('o').unwrap_or_default(),
        flags.text('g').unwrap_or_default()
    );
    let owner = match owner_of(process, name.trim_end_matches(':')) {
        Ok(owner) => owner,
        Err(message) => {
            process.err(message);
            return Exit::FAILURE;
        }
    };
    let mut operands = flags.operands.clone();
    if flags.has('d') {
        let mut exit = Exit::SUCCESS;
        for operand in &operands {
            if let Err((path, error)) = mkdir::make(process, operand, true, None, flags.has('v')) {
                process.err(format!(
                    "cannot create directory '{path}': {}",
                    error.message()
                ));
                exit = Exit::FAILURE;
                continue;
            }
            finish(process, operand, mode, owner);
        }
        return exit;
    }
    let target = match flags.value('t').cloned() {
        Some(target) => target,
        None if operands.len() < 2 => return process.missing_operand("missing file operand", 1),
        None => operands.pop().unwrap_or_default(),
    };
    if flags.has('D') {
        let parent = if flags.has('t') {
            target.clone()
        } else {
            super::cp::parent_of(&target)
        };
        let _made = mkdir::make(process, &parent, true, None, false);
    }
    let directory = !flags.has('T')
        && process
            .files()
            .stat(target.data(), Follow::Yes)
            .is_ok_and(|inode| inode.is_dir());
    let mut copy = Copy {
        recursive: false,
        preserve: false,
        follow: true,
        keep: false,
        update: false,
        hard: false,
        symbolic: false,
        verbose: flags.has('v'),
        linked: Vec::new(),
        failed: false,
    };
    for source in &operands {
        let destination = if directory {
            inside(&target, source)
        } else {
            target.clone()
        };
        if process.files().stat(source.data(), Follow::Yes).is_ok() {
            // An existing file is removed first, so that its own mode and other names do not matter.
            let _removed = process.files().unlink(destination.data());
        }
        copy.path(process, source, &destination, true);
        if !copy.failed {
            finish(process, &destination, mode, owner);
        }
    }
    if copy.failed {
        Exit::FAILURE
    } else {
        Exit::SUCCESS
    }
}

fn finish(
    process: &mut Process<'_>,
    path: &Bytes,
    mode: u32,
    (uid, gid): (Option<u32>, Option<u32>),
) {
    let Ok(located) = process.files().locate(path.data(), Follow::Yes) else {
        return;
    };
    if uid.is_some() || gid.is_some() {
        let old = located
            .node
            .and_then(|node| process.files().inode(node).map(|inode| inode.owner))
            .unwrap_or_default();
        let owner = Owner {
            uid: uid.unwrap_or(old.uid),
            gid: gid.unwrap_or(old.gid),
        };
        if let Err(error) = process.files().set_owner(&located, owner) {
            process.err(format!(
                "cannot change ownership of '{}': {}",
                path.text(),
                error.message()
            ));
        }
    }
    let _set = process.files().set_mode(&located, mode);
}
