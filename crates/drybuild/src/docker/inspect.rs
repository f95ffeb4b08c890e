//! `docker image inspect`.

use serde_json::{Value, json};

use super::command::{fail, refuse};
use super::flags::{Given, Known};
use super::history::with_tag;
use super::store::{ImageStore, StoredImage};
use super::{Docker, template};
use crate::platform::Platform;
use crate::report::config_json;
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--format", true),
    ("-f", true),
    ("--platform", true),
    ("--type", true),
];

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let platform = given
        .value("--platform")
        .and_then(|text| Platform::parse(text).ok());
    let mut found = Vec::new();
    let mut exit = Exit::SUCCESS;
    for name in &given.operands {
        match docker.images.find(name) {
            Some(image) => found.push(document(&docker.images, image, platform.as_ref())),
            None => exit = refuse(process, &format!("No such image: {}", with_tag(name))),
        }
    }
    match given.value("--format").or(given.value("-f")) {
        None | Some("json") => process.print(format!("{:#}\n", Value::from(found))),
        Some(format) => {
            for document in &found {
                match template::fill(format, document) {
                    Ok(line) => process.print(line + "\n"),
                    Err(message) => return fail(process, &message),
                }
            }
        }
    }
    exit
}

fn document(store: &ImageStore, image: &StoredImage, platform: Option<&Platform>) -> Value {
    let Some(variant) = image.variant(platform) else {
        return Value::Null;
    };
    let whole: Value = serde_json::from_str(&config_json(&variant.config)).unwrap_or_default();
    let names = store.names(&image.id);
    let mut repositories: Vec<String> = names
        .iter()
        .map(|name| {
            let repository = name
                .rsplit_once(':')
                .map_or(*name, |(repository, _)| repository);
            format!("{repository}@{}", image.id)
        })
        .collect();
    repositories.dedup();
    let layers = variant.layers.iter().enumerate();
    let layers: Vec<String> = layers
        .map(|(place, layer)| image.digest_of(&format!("layer {place} {}", layer.created_by)))
        .collect();
    let last = variant.config.history.last();
    json!({
        "Id": image.id,
        "RepoTags": names,
        "RepoDigests": repositories,
        "Comment": last.map_or("", |entry| entry.comment.as_str()),
        "Author": variant.config.author,
        "Config": whole.get("config").cloned().unwrap_or_default(),
        "Architecture": variant.platform.architecture,
        "Variant": variant.platform.variant,
        "Os": variant.platform.os,
        "Size": variant.size_bytes(),
        "RootFS": { "Type": "layers", "Layers": layers },
    })
}
