use super::{Flags, Process};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `touch`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("no-create", 'c'),
        ("date", 'd'),
        ("reference", 'r'),
        ("time", 'T'),
        ("no-dereference", 'h'),
    ];
    let flags = Flags::parse(&process.args(), "camhd:t:r:T:f", &long);
    if flags.operands.is_empty() {
        return process.missing_operand("missing file operand", 1);
    }
    let mut exit = Exit::SUCCESS;
    for path in &flags.operands {
        if let Err(error) = touch(process, path, &flags) {
            exit = Exit::FAILURE;
            let message = match process.is_busybox() {
                true => format!("{}: {}", path.text(), error.message()),
                false if error == Errno::NoEntry && path.data().ends_with(b"/") => {
                    format!("setting times of '{}': {}", path.text(), error.message())
                }
                false => format!("cannot touch '{}': {}", path.text(), error.message()),
            };
            process.err(message);
        }
    }
    exit
}

fn touch(process: &mut Process<'_>, path: &Bytes, flags: &Flags) -> Result<(), Errno> {
    let located = match process.files().locate(path.data(), Follow::Yes) {
        Err(Errno::NoEntry) if flags.has('c') => return Ok(()),
        other => other?,
    };
    let Some(node) = located.node else {
        if flags.has('c') {
            return Ok(());
        }
        if path.data().ends_with(b"/") {
            return Err(Errno::NoEntry);
        }
        process
            .files()
            .create(&located, path, Kind::File(Bytes::new().into()), 0o666)?;
        return Ok(());
    };
    process.files().touch(&located)?;
    if let Some(reference) = flags.value('r') {
        let modified = process
            .files()
            .stat(reference.data(), Follow::Yes)?
            .modified;
        process.files().set_modified(node, modified);
    }
    Ok(())
}

/// `truncate -s`
pub(super) fn truncate(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "cs:r:",
        &[("size", 's'), ("no-create", 'c')],
    );
    let Some(size) = flags.text('s') else {
        return process.missing_operand("you must specify either '--size' or '--reference'", 1);
    };
    let Some(length) = super::dd::size_of(size.trim_start_matches(['+', '-', '<', '>', '/', '%']))
    else {
        process.err(format!("Invalid number: '{size}'"));
        return Exit::FAILURE;
    };
    if size.starts_with(['+', '-', '<', '>', '/', '%']) || length > 1 << 22 {
        process.note("this size is not understood: the file is taken as unchanged");
        return Exit::SUCCESS;
    }
    let mut exit = Exit::SUCCESS;
    for path in &flags.operands {
        if flags.has('c') && process.files().stat(path.data(), Follow::Yes).is_err() {
            continue;
        }
        let mut content = process
            .files()
            .read(path.data())
            .map(|content| content.slice(0..length))
            .unwrap_or_default();
        content.push_plain(vec![0; length.saturating_sub(content.len())]);
        if let Err(error) = process.files().write(path, content.into(), 0o666) {
            exit = Exit::FAILURE;
            process.err(format!(
                "cannot open '{}' for writing: {}",
                path.text(),
                error.message()
            ));
        }
    }
    exit
}
