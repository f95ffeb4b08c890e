use super::super::{home, variable, write, write_unknown};
use super::{Run, settings};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

/// `git commit -m`: the message stays in `COMMIT_EDITMSG` and in the log of `HEAD`, and is printed.
pub(super) fn run(process: &mut Process<'_>, run: &Run) -> Option<Exit> {
    let mut message = Bytes::new();
    let mut words = run.rest.iter();
    while let Some(word) = words.next() {
        let text = word.text();
        if text == "--message"
            || (text.starts_with('-') && !text.starts_with("--") && text.ends_with('m'))
        {
            message = words.next()?.clone();
        } else if text.starts_with("--message=") {
            message = word.from_offset("--message=".len());
        }
    }
    if message.is_empty() {
        return None;
    }
    if !has_identity(process, run) {
        process.err_text("Author identity unknown\n\n*** Please tell me who you are.\n\nfatal: unable to auto-detect email address\n");
        return Some(Exit::Known(128));
    }
    let mut line = message.clone();
    line.push_plain("\n");
    write(process, &run.path(".git/COMMIT_EDITMSG"), line.clone());
    let subject = message
        .lines()
        .first()
        .map(Bytes::trim_line_breaks)
        .unwrap_or_default();
    let mut entry = Bytes::from("0000000 0000000 user <email> 0 +0000\tcommit: ");
    entry.push(&subject);
    entry.push_plain("\n");
    settings::append(process, &run.path(".git/logs/HEAD"), &entry);
    write_unknown(process, &run.path(".git/objects/00/0000"), 150, 0o444);
    if !run.is_quiet() {
        let mut shown = Bytes::from("[main 0000000] ");
        shown.push(&subject);
        process.line(&shown);
    }
    Some(Exit::SUCCESS)
}

fn has_identity(process: &mut Process<'_>, run: &Run) -> bool {
    let key = Bytes::from("user.email");
    let global = format!("{}/.gitconfig", home(process));
    let mut all = settings::read(process, &global);
    all.extend(settings::read(process, &run.config()));
    all.iter()
        .any(|setting| settings::is_key(&setting.key, &key))
        || run
            .settings
            .iter()
            .any(|setting| settings::is_key(&settings::split(setting).0, &key))
        || ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "EMAIL"]
            .iter()
            .any(|name| variable(process, name).is_some())
}
