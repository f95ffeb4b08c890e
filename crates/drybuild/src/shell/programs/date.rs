use super::Process;
use crate::{labelled::Bytes, shell::Exit};

/// `date`: the time of a build is not known.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let format = process
        .texts()
        .into_iter()
        .find(|argument| argument.starts_with('+'));
    let shown = match format.as_deref() {
        Some("+%s") => "1700000000",
        Some("+%Y") => "2026",
        Some("+%F" | "+%Y-%m-%d") => "2026-01-01",
        _ => "Thu Jan  1 00:00:00 UTC 2026",
    };
    process.line(&Bytes::unknown(shown, "the date"));
    Exit::SUCCESS
}
