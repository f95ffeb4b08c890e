//! `docker login` and `logout`: what stays in `~/.docker/config.json`.
//!
//! Measured with the Docker CLI 28.2.2: without a credential helper user and password are kept in base64, until
//! `docker logout` for the same registry.

use super::{home, variable, write};
use crate::base64;
use crate::labelled::{Bytes, Certainty, Form};
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.args();
    let (command, rest) = arguments.split_first()?;
    let folder = variable(process, "DOCKER_CONFIG").map(|folder| folder.text().into_owned());
    let path = format!(
        "{}/config.json",
        folder.unwrap_or_else(|| format!("{}/.docker", home(process)))
    );
    match command.data() {
        b"login" => Some(login(process, rest, &path)),
        b"logout" => {
            let registry = rest
                .iter()
                .map(|word| word.text().into_owned())
                .find(|word| !word.starts_with('-'));
            let registry = registry.unwrap_or_else(|| "https://index.docker.io/v1/".to_owned());
            let kept = entries(process, &path, &registry);
            save(process, &path, &kept);
            process.print(format!("Removing login credentials for {registry}\n"));
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

fn login(process: &mut Process<'_>, arguments: &[Bytes], path: &str) -> Exit {
    let mut user = Bytes::new();
    let mut password = Bytes::new();
    let mut registry = "https://index.docker.io/v1/".to_owned();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.text().as_ref() {
            "-u" | "--username" => user = words.next().cloned().unwrap_or_default(),
            "-p" | "--password" => password = words.next().cloned().unwrap_or_default(),
            "--password-stdin" => password = process.stdin().trim_line_breaks(),
            text if text.starts_with('-') => {}
            text => registry = text.to_owned(),
        }
    }
    let mut pair = user;
    pair.push_plain(":");
    pair.push(&password);
    let encoded = pair.encoded_as(
        base64::encode(pair.data()).into_bytes(),
        Form::Base64,
        Certainty::Certain,
    );
    let mut kept = entries(process, path, &registry);
    kept.push((registry, encoded));
    save(process, path, &kept);
    process.err_text(format!(
        "WARNING! Your password will be stored unencrypted in {path}.\n"
    ));
    process.print("Login Succeeded\n");
    Exit::SUCCESS
}

/// What the file holds for other registries.
fn entries(process: &mut Process<'_>, path: &str, registry: &str) -> Vec<(String, Bytes)> {
    let content = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut entries = Vec::new();
    let mut name = String::new();
    for line in content.lines() {
        let text = line.text();
        let Some((key, _)) = text
            .trim_start()
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
        else {
            continue;
        };
        if key != "auth" {
            key.clone_into(&mut name);
            continue;
        }
        let colon = text.find(": \"").map_or(text.len(), |at| at + 3);
        let end = text.rfind('"').unwrap_or(text.len());
        if name != registry {
            entries.push((name.clone(), line.slice(colon..end)));
        }
    }
    entries
}

fn save(process: &mut Process<'_>, path: &str, entries: &[(String, Bytes)]) {
    let mut content = Bytes::from("{\n\t\"auths\": {");
    for (index, (registry, auth)) in entries.iter().enumerate() {
        content.push_plain(if index == 0 { "\n" } else { ",\n" });
        content.push_plain(format!("\t\t\"{registry}\": {{\n\t\t\t\"auth\": \""));
        content.push(auth);
        content.push_plain("\"\n\t\t}");
    }
    content.push_plain(if entries.is_empty() {
        "}\n}"
    } else {
        "\n\t}\n}"
    });
    write(process, path, content);
}
