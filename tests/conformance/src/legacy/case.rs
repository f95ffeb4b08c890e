//! One build of a record as an input of either builder.

use std::collections::BTreeMap;

use drybuild::context::{ContextEntry, ContextTree};
use drybuild::legacy::{Command, ContextForm, Input};
use serde_json::Value;

use super::{archive, base};
use crate::flows::{list, strings, text};

/// What the client of a build is given.
pub(super) fn input(record: &Value, build: &Value) -> Input {
    let field = |name: &str| build.get(name).unwrap_or(&Value::Null);
    let env: BTreeMap<String, String> = strings(Some(field("env"))).into_iter().collect();
    let mut command = Command::parse(text(build, "command"), &env);
    for secret in &mut command.options.secrets {
        let given = list(build, "secrets")
            .iter()
            .find(|given| text(given, "id") == secret.id);
        let value = given
            .and_then(|given| given.get("value"))
            .and_then(Value::as_str);
        if let Some(value) = value {
            secret.value = Some(value.as_bytes().to_vec());
        }
    }
    let context = context(field("context_files"), field("modes"));
    let read = |path: &str| {
        let bytes = context.file(path)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    };
    let path = field("file")
        .as_str()
        .filter(|path| *path != "-")
        .unwrap_or("Dockerfile");
    command.options.dockerignore = read(".dockerignore");
    command.options.dockerfile_dockerignore = read(&format!("{path}.dockerignore"));
    let form = match field("stdin").as_str() {
        Some("dockerfile") => ContextForm::DockerfileOnly,
        Some("dockerfile, with context") => ContextForm::DockerfileFromStdin,
        Some("context as tar") => ContextForm::Archive,
        _ => ContextForm::Folder,
    };
    let secrets = strings(record.get("markers"))
        .into_values()
        .map(String::into_bytes);
    let dockerfile = build.get("dockerfile").and_then(Value::as_str);
    let input = Input {
        dockerfile: dockerfile.map(str::to_owned),
        dockerfile_path: path.to_owned(),
        form,
        context,
        secrets: secrets.collect(),
        images: base::images(),
        ..Input::new("")
    };
    input.with_command(command)
}

/// The names of the planted values, in the order of [`Input::secrets`].
pub(super) fn markers(record: &Value) -> Vec<String> {
    strings(record.get("markers")).into_keys().collect()
}

/// Stands for the static program: recognised by what it says of itself, and as long as the real one.
fn busybox() -> Vec<u8> {
    let mut bytes = b"\x7fELF BusyBox v1.35.0".to_vec();
    bytes.resize(1_982_256, 0);
    bytes
}

fn context(files: &Value, modes: &Value) -> ContextTree {
    let mut context = ContextTree::default();
    for (path, file) in files.as_object().into_iter().flatten() {
        let mode = u32::from_str_radix(text(modes, path), 8).unwrap_or(0o644);
        let entry = if let Some(target) = file.get("symlink").and_then(Value::as_str) {
            ContextEntry::Symlink {
                target: target.to_owned(),
            }
        } else {
            let bytes = if let Some(tar) = file.get("tar") {
                archive::tar(
                    tar,
                    file.get("gzip").and_then(Value::as_bool).unwrap_or(false),
                )
            } else if let Some(zeros) = file.get("zeros").and_then(Value::as_u64) {
                vec![0; usize::try_from(zeros).unwrap_or_default()]
            } else if file.get("busybox").is_some() {
                busybox()
            } else {
                file.as_str().unwrap_or_default().as_bytes().to_vec()
            };
            ContextEntry::File { bytes, mode }
        };
        context.insert(path, entry);
    }
    context
}
