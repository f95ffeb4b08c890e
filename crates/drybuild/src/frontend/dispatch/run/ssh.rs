//! `RUN --mount=type=ssh` (`dockerfile2llb/convert_ssh.go`).

use dockerfile::instructions::Mount as Wanted;

use super::super::super::BuildError;
use super::super::super::stage::Stage;
use super::mounts::Mounts;
use crate::graph::{Mount, MountKind, SshMount};
use crate::lint::Location;

pub(super) fn mount(
    stage: &mut Stage<'_>,
    location: &Location,
    wanted: &Wanted,
    mounts: &mut Mounts,
) -> Result<(), BuildError> {
    if !wanted.source.is_empty() {
        return Err(BuildError::new("ssh does not support source"));
    }
    let shown = if wanted.id.is_empty() {
        "default"
    } else {
        &wanted.id
    };
    stage
        .outline
        .ssh
        .entry(shown.to_owned())
        .or_insert_with(|| (wanted.required, location.clone()));
    mounts.add_agent(Mount {
        dest: wanted.target.clone(),
        input: None,
        output: Some(0),
        readonly: false,
        selector: String::new(),
        kind: MountKind::Ssh(SshMount {
            id: wanted.id.clone(),
            uid: wanted.uid.unwrap_or_default(),
            gid: wanted.gid.unwrap_or_default(),
            mode: wanted.mode.unwrap_or(0o600),
            optional: !wanted.required,
        }),
    });
    Ok(())
}
