use super::{Flags, Process, chown::account};
use crate::shell::Exit;

/// The name of an id in an account file, or its number.
pub(super) fn name_of(process: &mut Process<'_>, file: &str, id: u32) -> String {
    known_name(process, file, id).unwrap_or_else(|| id.to_string())
}

pub(super) fn known_name(process: &mut Process<'_>, file: &str, id: u32) -> Option<String> {
    let text = process.files().read(file.as_bytes()).ok()?;
    let wanted = id.to_string();
    text.lines()
        .into_iter()
        .map(|line| line.text().trim_end().to_owned())
        .find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?.to_owned();
            (fields.nth(1) == Some(wanted.as_str())).then_some(name)
        })
}

/// `id`
pub(super) fn id(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "ugnGrz",
        &[
            ("user", 'u'),
            ("group", 'g'),
            ("name", 'n'),
            ("groups", 'G'),
            ("real", 'r'),
        ],
    );
    let mut owner = process.files().user;
    let mut groups = Vec::new();
    if let Some(name) = flags.operands.first().map(|name| name.text().into_owned()) {
        let Some(fields) = account(process, "/etc/passwd", &name) else {
            process.err(match process.is_busybox() {
                true => format!("unknown user {name}"),
                false => format!("'{name}': no such user"),
            });
            return Exit::FAILURE;
        };
        let number = |at: usize| {
            fields
                .get(at)
                .and_then(|field| field.parse().ok())
                .unwrap_or(0)
        };
        owner = crate::filesystem::Owner {
            uid: number(2),
            gid: number(3),
        };
        groups = supplementary(process, &name);
    }
    groups.retain(|gid| *gid != owner.gid);
    groups.insert(0, owner.gid);
    let shown = |process: &mut Process<'_>, file: &str, id: u32| {
        if flags.has('n') {
            name_of(process, file, id)
        } else {
            id.to_string()
        }
    };
    let line = if flags.has('u') {
        shown(process, "/etc/passwd", owner.uid)
    } else if flags.has('g') {
        shown(process, "/etc/group", owner.gid)
    } else if flags.has('G') {
        let names: Vec<String> = groups
            .iter()
            .map(|gid| shown(process, "/etc/group", *gid))
            .collect();
        names.join(" ")
    } else {
        let named =
            |process: &mut Process<'_>, file: &str, id: u32| match known_name(process, file, id) {
                Some(name) => format!("{id}({name})"),
                None => id.to_string(),
            };
        let user = named(process, "/etc/passwd", owner.uid);
        let group = named(process, "/etc/group", owner.gid);
        let names: Vec<String> = groups
            .iter()
            .map(|gid| named(process, "/etc/group", *gid))
            .collect();
        format!("uid={user} gid={group} groups={}", names.join(","))
    };
    process.print(format!("{line}\n"));
    Exit::SUCCESS
}

fn supplementary(process: &mut Process<'_>, user: &str) -> Vec<u32> {
    let text = process.files().read(b"/etc/group").unwrap_or_default();
    text.lines()
        .iter()
        .filter_map(|line| {
            let line = line.text().trim_end().to_owned();
            let fields: Vec<&str> = line.split(':').collect();
            let member = fields.get(3)?.split(',').any(|name| name == user);
            if member {
                fields.get(2)?.parse().ok()
            } else {
                None
            }
        })
        .collect()
}

/// `whoami`
pub(super) fn whoami(process: &mut Process<'_>) -> Exit {
    let uid = process.files().user.uid;
    match known_name(process, "/etc/passwd", uid) {
        Some(name) => {
            process.print(format!("{name}\n"));
            Exit::SUCCESS
        }
        None => {
            process.err(format!("cannot find name for user ID {uid}"));
            Exit::FAILURE
        }
    }
}
