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
            write(process, &path, "{\n\t\"auths\": {}\n}".into());
            process.print("Removing login credentials\n");
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
    let mut content = Bytes::from(format!(
        "{{\n\t\"auths\": {{\n\t\t\"{registry}\": {{\n\t\t\t\"auth\": \""
    ));
    content.push(&encoded);
    content.push_plain("\"\n\t\t}\n\t}\n}");
    write(process, path, content);
    process.print("Login Succeeded\n");
    Exit::SUCCESS
}
