//! `RUN --mount=type=secret` (`dockerfile2llb/convert_secrets.go`).

use dockerfile::instructions::Mount as Wanted;

use super::super::super::BuildError;
use super::super::super::stage::Stage;
use super::mounts::Mounts;
use crate::graph::{Mount, MountKind, SecretEnv, SecretMount};
use crate::lint::Location;
use crate::path::base;

pub(super) fn mount(
    stage: &mut Stage<'_>,
    location: &Location,
    wanted: &Wanted,
    mounts: &mut Mounts,
) -> Result<(), BuildError> {
    let id = match (
        wanted.source.as_str(),
        wanted.id.as_str(),
        wanted.target.as_str(),
    ) {
        ("", "", "") => return Err(BuildError::new("one of source, target required")),
        ("", "", target) => base(target),
        ("", id, _) => id,
        (source, ..) => source,
    };
    stage
        .outline
        .secrets
        .entry(id.to_owned())
        .or_insert_with(|| (wanted.required, location.clone()));
    // As a variable alone, a secret is no file.
    let dest = match (wanted.target.as_str(), &wanted.env) {
        ("", Some(_)) => None,
        ("", None) => Some(format!("/run/secrets/{}", base(id))),
        (target, _) => Some(target.to_owned()),
    };
    let optional = !wanted.required;
    let file = dest.map(|dest| Mount {
        dest,
        input: None,
        output: Some(0),
        readonly: false,
        selector: String::new(),
        kind: MountKind::Secret(SecretMount {
            id: id.to_owned(),
            uid: wanted.uid.unwrap_or_default(),
            gid: wanted.gid.unwrap_or_default(),
            mode: wanted.mode.unwrap_or(0o400),
            optional,
        }),
    });
    let variable = wanted.env.as_ref().map(|name| SecretEnv {
        id: id.to_owned(),
        name: name.clone(),
        optional,
    });
    mounts.add_secret(file, variable);
    Ok(())
}
