//! History, config and names of the image.

use super::{Build, Found, Place, Sink, chain};
use crate::image::{ContainerConfig, ImageConfig};

pub(super) fn find(build: &Build, found: &mut Found) {
    for image in build.built_images() {
        of_config(build, &image.config, found);
    }
    if build.is_built() {
        of_manifest(build, found);
    }
}

fn of_config(build: &Build, image: &ImageConfig, found: &mut Found) {
    for entry in &image.history {
        if found.is_in(build, &entry.created_by) {
            let keyword = entry.created_by.split(' ').next().unwrap_or_default();
            let mut links = chain::to_instruction(build, found.secret, entry.span);
            links.push(chain::link(
                match keyword {
                    "ARG" => "the history row of `ARG` keeps the value".to_owned(),
                    "RUN" if entry.created_by.starts_with("RUN |") => {
                        "the history row of every `RUN` after an `ARG` lists the argument with its value, used or not"
                            .to_owned()
                    }
                    keyword => format!("the history row of `{keyword}` keeps its text"),
                },
                entry.span,
            ));
            let place = Place {
                text: format!("row of {keyword}"),
                span: entry.span,
                ..Place::default()
            };
            found.certain(Sink::ImageHistory, place, links);
        }
    }
    for (json_path, value) in fields(&image.config, &image.author) {
        if found.is_in(build, &value) {
            let instruction = chain::setter(build, found.secret, &json_path);
            let mut links = chain::to_instruction(build, found.secret, instruction);
            links.push(chain::link(
                format!(
                    "the image config keeps it: {}",
                    field_in_words(&json_path, &value)
                ),
                instruction,
            ));
            let place = Place {
                text: field_in_words(&json_path, &value),
                json_path: Some(json_path),
                span: instruction,
                ..Place::default()
            };
            found.certain(Sink::ImageConfig, place, links);
        }
    }
}

fn of_manifest(build: &Build, found: &mut Found) {
    let names = build.options.tags.iter().map(|tag| ("--tag", tag.clone()));
    let notes = build
        .options
        .annotations
        .iter()
        .map(|(key, value)| ("--annotation", format!("{key}={value}")));
    for (flag, text) in names.chain(notes) {
        if found.is_in(build, &text) {
            let links = vec![
                chain::link(format!("`{flag}` of the command holds the value"), None),
                chain::link(
                    "the image's index and manifest carry it, and so does the registry".to_owned(),
                    None,
                ),
            ];
            let place = Place {
                text: format!("given by {flag}"),
                ..Place::default()
            };
            found.certain(Sink::ImageManifest, place, links);
        }
    }
}

/// A field of the config as people call it: `variable DB_PASSWORD` instead of `Env/2`.
fn field_in_words(json_path: &str, value: &str) -> String {
    let path = json_path
        .trim_start_matches("/config/")
        .trim_start_matches('/');
    match path.split_once('/') {
        Some(("Env", _)) => {
            let name = value.split('=').next().unwrap_or_default();
            format!("variable {name}")
        }
        Some(("Labels", label)) => format!("label {label}"),
        Some((field, _)) => field.to_owned(),
        None => path.to_owned(),
    }
}

/// Every text of the config with its path.
pub(super) fn fields(config: &ContainerConfig, author: &str) -> Vec<(String, String)> {
    let mut out = vec![("/author".to_owned(), author.to_owned())];
    let mut push = |path: String, value: String| out.push((path, value));
    push("/config/User".to_owned(), config.user.clone());
    push("/config/WorkingDir".to_owned(), config.working_dir.clone());
    push("/config/StopSignal".to_owned(), config.stop_signal.clone());
    let test = config
        .healthcheck
        .as_ref()
        .map(|check| check.test.as_slice());
    for (name, list) in [
        ("Env", config.env.as_slice()),
        ("Entrypoint", &config.entrypoint),
        ("Cmd", &config.cmd),
        ("OnBuild", &config.on_build),
        ("Shell", &config.shell),
        ("Healthcheck/Test", test.unwrap_or_default()),
    ] {
        for (index, value) in list.iter().enumerate() {
            push(format!("/config/{name}/{index}"), value.clone());
        }
    }
    for (key, value) in &config.labels {
        push(format!("/config/Labels/{key}"), format!("{key}={value}"));
    }
    for volume in &config.volumes {
        push("/config/Volumes".to_owned(), volume.clone());
    }
    for port in &config.exposed_ports {
        push("/config/ExposedPorts".to_owned(), port.clone());
    }
    out
}
