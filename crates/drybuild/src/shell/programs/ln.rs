use super::{
    Flags, Process,
    cp::{inside, last_part},
};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `ln` and `link`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("symbolic", 's'),
        ("force", 'f'),
        ("no-dereference", 'n'),
        ("verbose", 'v'),
        ("relative", 'r'),
        ("target-directory", 't'),
        ("no-target-directory", 'T'),
    ];
    let flags = Flags::parse(&process.args(), "sfnvrt:TiLPb", &long);
    let mut operands = flags.operands.clone();
    if operands.is_empty() {
        return process.missing_operand("missing file operand", 1);
    }
    let target = match flags.value('t').cloned() {
        Some(target) => target,
        None if operands.len() == 1 => ".".into(),
        None => operands.pop().unwrap_or_default(),
    };
    let single_into_cwd = flags.operands.len() == 1 && !flags.has('t');
    let is_link = process
        .files()
        .stat(target.data(), Follow::No)
        .is_ok_and(|inode| matches!(inode.kind, Kind::Symlink(_)));
    let directory = !(flags.has('T') || flags.has('n') && is_link)
        && process
            .files()
            .stat(target.data(), Follow::Yes)
            .is_ok_and(|inode| inode.is_dir());
    if operands.len() > 1 && !directory {
        process.err(format!("target '{}': Not a directory", target.text()));
        return Exit::FAILURE;
    }
    let mut exit = Exit::SUCCESS;
    for source in &operands {
        let name = if directory {
            inside(&target, &last_part(source))
        } else {
            target.clone()
        };
        let name = if single_into_cwd {
            last_part(source)
        } else {
            name
        };
        if let Err(error) = link(process, source, &name, &flags) {
            exit = Exit::FAILURE;
            let (source, shown) = (source.text(), name.text());
            let message = match (process.is_busybox(), flags.has('s'), error) {
                (true, ..) => format!("{shown}: {}", error.message()),
                (false, true, _) => format!(
                    "failed to create symbolic link '{shown}': {}",
                    error.message()
                ),
                (false, false, Errno::NoEntry) => {
                    format!("failed to access '{source}': {}", error.message())
                }
                (false, false, Errno::NotPermitted) => {
                    format!("{source}: hard link not allowed for directory")
                }
                (false, false, Errno::Exists) => {
                    format!("failed to create hard link '{shown}': {}", error.message())
                }
                (false, false, _) => format!(
                    "failed to create hard link '{shown}' => '{source}': {}",
                    error.message()
                ),
            };
            process.err(message);
        } else if flags.has('v') {
            let arrow = if flags.has('s') { "->" } else { "=>" };
            process.print(format!("'{}' {arrow} '{}'\n", name.text(), source.text()));
        }
    }
    exit
}

fn link(
    process: &mut Process<'_>,
    source: &Bytes,
    name: &Bytes,
    flags: &Flags,
) -> Result<(), Errno> {
    if !flags.has('s') {
        process.files().stat(source.data(), Follow::No)?;
    }
    if flags.has('f')
        && process
            .files()
            .stat(name.data(), Follow::No)
            .is_ok_and(|inode| !inode.is_dir())
    {
        process.files().unlink(name.data())?;
    }
    if !flags.has('s') {
        let follow = if process.is_busybox() || flags.has('L') {
            Follow::Yes
        } else {
            Follow::No
        };
        return process.files().link(source.data(), name, follow);
    }
    let text = if flags.has('r') {
        relative(process, source, name)
    } else {
        source.clone()
    };
    process.files().symlink(&text, name).map(|_| ())
}

/// The target as seen from the directory of the link.
fn relative(process: &mut Process<'_>, source: &Bytes, name: &Bytes) -> Bytes {
    let absolute = |process: &mut Process<'_>, path: &[u8]| {
        process
            .files()
            .locate(path, Follow::Yes)
            .map_or_else(|_| path.to_vec(), |located| located.path)
    };
    let to = absolute(process, source.data());
    let from = absolute(process, super::cp::parent_of(name).data());
    let split = |path: &[u8]| {
        path.split(|byte| *byte == b'/')
            .filter(|part| !part.is_empty())
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>()
    };
    let (to, from) = (split(&to), split(&from));
    let common = to
        .iter()
        .zip(&from)
        .take_while(|(left, right)| left == right)
        .count();
    let mut parts = vec![b"..".to_vec(); from.len() - common];
    parts.extend_from_slice(to.get(common..).unwrap_or_default());
    parts.join(&b'/').into()
}
