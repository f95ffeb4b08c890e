use super::{Flags, Process};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `mktemp`: the name is a counter's, which no real run would choose; it is marked as not known.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "dqup:t",
        &[
            ("directory", 'd'),
            ("tmpdir", 'p'),
            ("dry-run", 'u'),
            ("quiet", 'q'),
        ],
    );
    let template = flags
        .operands
        .first()
        .map(|template| template.text().into_owned());
    let folder = flags
        .text('p')
        .filter(|folder| !folder.is_empty())
        .or_else(|| {
            process
                .environment()
                .into_iter()
                .find(|(name, _)| name == "TMPDIR")
                .map(|(_, value)| value.text().into_owned())
        })
        .unwrap_or_else(|| "/tmp".to_owned());
    let in_folder = template.is_none() || flags.has('p') || flags.has('t');
    let template = template.unwrap_or_else(|| "tmp.XXXXXXXXXX".to_owned());
    let run = template.rfind("XXX").map(|at| at + 3);
    let Some(end) = run else {
        process.err(format!("too few X's in template '{template}'"));
        return Exit::FAILURE;
    };
    let head = template.get(..end).unwrap_or_default();
    let kept = head.trim_end_matches('X').len();
    let width = end - kept;
    process.shell.shared.temporary += 1;
    let filler = format!("{:0>width$}", process.shell.shared.temporary);
    let name = format!(
        "{}{filler}{}",
        head.get(..kept).unwrap_or_default(),
        template.get(end..).unwrap_or_default()
    );
    let path = if in_folder {
        format!("{}/{name}", folder.trim_end_matches('/'))
    } else {
        name
    };
    let bytes = Bytes::from(path.as_str());
    let made = if flags.has('u') {
        Ok(())
    } else if flags.has('d') {
        process.files().make_dir(&bytes, 0o700).map(|_| ())
    } else {
        process
            .files()
            .locate(path.as_bytes(), Follow::No)
            .and_then(|located| {
                process
                    .files()
                    .create(&located, &bytes, Kind::File(Bytes::new().into()), 0o600)
                    .map(|_| ())
            })
    };
    if let Err(error) = made {
        if !flags.has('q') {
            let what = if flags.has('d') { "directory" } else { "file" };
            let shown = if error == Errno::NoEntry {
                format!("{folder}/{template}")
            } else {
                path
            };
            process.err(format!(
                "failed to create {what} via template '{shown}': {}",
                error.message()
            ));
        }
        return Exit::FAILURE;
    }
    process.note("the name of a temporary file is random: another one stands for it");
    process.line(&bytes);
    Exit::SUCCESS
}
