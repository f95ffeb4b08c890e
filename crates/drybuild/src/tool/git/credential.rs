//! Credential helpers: `store` keeps what was used in `~/.git-credentials`.

use super::super::command::may_be;
use super::super::{home, write};
use super::{Run, settings};
use crate::labelled::Bytes;
use crate::shell::{Exit, Place, Process};

/// `git credential approve`.
pub(super) fn run(process: &mut Process<'_>, run: &Run) -> Option<Exit> {
    let action = run.rest.first()?;
    if !matches!(action.data(), b"approve" | b"store") {
        return None;
    }
    let given = process.stdin();
    if !is_stored(process, run) {
        return Some(Exit::SUCCESS);
    }
    let field = |name: &str| {
        let lines = given.lines();
        let line = lines
            .iter()
            .find(|line| line.data().starts_with(format!("{name}=").as_bytes()));
        line.map_or_else(Bytes::new, |line| {
            line.from_offset(name.len() + 1).trim_line_breaks()
        })
    };
    let mut line = field("protocol");
    line.push_plain("://");
    line.push(&field("username"));
    line.push_plain(":");
    line.push(&field("password"));
    line.push_plain("@");
    line.push(&field("host"));
    line.push_plain("\n");
    let path = format!("{}/.git-credentials", home(process));
    write(process, &path, line);
    Some(Exit::SUCCESS)
}

/// After a clone: a server that asked for the credentials makes the helper store them.
pub(super) fn remember(process: &mut Process<'_>, run: &Run, url: &Bytes) {
    if url.text().contains('@') && is_stored(process, run) {
        let path = format!("{}/.git-credentials", home(process));
        may_be(process, url, &Place::File(path));
    }
}

fn is_stored(process: &mut Process<'_>, run: &Run) -> bool {
    let global = format!("{}/.gitconfig", home(process));
    let mut all = settings::read(process, &global);
    all.extend(settings::read(process, &run.config()));
    let key = Bytes::from("credential.helper");
    let is_store = |value: &Bytes| value.text().starts_with("store");
    all.iter()
        .any(|setting| settings::is_key(&setting.key, &key) && is_store(&setting.value))
        || run.settings.iter().any(|setting| {
            let (name, value) = settings::split(setting);
            settings::is_key(&name, &key) && is_store(&value)
        })
}
