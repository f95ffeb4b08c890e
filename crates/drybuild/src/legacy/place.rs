//! Where a value is, as it is written, after a build of the classic builder.

use serde_json::Value;

use super::engine::{Engine, Image};
use super::{LegacyBuild, config_json};
use crate::filesystem::{Change, ChangeKind, Kind};

/// A place with the value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which of the values, by its place among the secrets.
    pub secret: usize,
    /// What it is in.
    pub kind: PlaceKind,
}

/// The kinds of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceKind {
    /// What the client printed; `stdout` or `stderr`.
    Log {
        /// Which of the two.
        stream: &'static str,
        /// The line.
        line: String,
    },
    /// A row of the image's history.
    History {
        /// Its text.
        created_by: String,
    },
    /// The image's config file.
    Config {
        /// `config.Env[1]`
        json_path: String,
    },
    /// A layer of the image.
    Layer {
        /// From 0, without those of the base.
        layer: usize,
        /// With a leading slash.
        path: String,
        /// No later layer hides it.
        is_visible: bool,
    },
    /// An image of an earlier step or stage, which stays in the store.
    IntermediateImage {
        /// Its last history text.
        step: String,
        /// The final image is made from it.
        is_ancestor: bool,
        /// `history`, `config:…` and `layer:…`
        within: Vec<String>,
    },
    /// A container that a failed step left.
    Container {
        /// How its process ended.
        exit: Option<u8>,
        /// `Config.Env[1]`, `file:/tmp/t`
        within: Vec<String>,
    },
}

/// All places of all values: the image, the other images of the store, containers and the log.
#[must_use]
pub fn places(build: &LegacyBuild, engine: &Engine, values: &[Vec<u8>]) -> Vec<Place> {
    let mut found = Vec::new();
    for (secret, value) in values.iter().enumerate() {
        let Ok(value) = std::str::from_utf8(value) else {
            continue;
        };
        let kinds = of_value(build, engine, value);
        found.extend(kinds.into_iter().map(|kind| Place { secret, kind }));
    }
    found
}

fn of_value(build: &LegacyBuild, engine: &Engine, value: &str) -> Vec<PlaceKind> {
    let mut kinds = Vec::new();
    for (stream, text) in [("stdout", &build.stdout), ("stderr", &build.stderr)] {
        let lines = text.lines().filter(|line| line.contains(value));
        kinds.extend(lines.map(|line| PlaceKind::Log {
            stream,
            line: line.to_owned(),
        }));
    }
    let last = build.image.as_deref().unwrap_or_default();
    if let Some(image) = engine.image(last) {
        of_image(image, value, &mut kinds);
    }
    for image in engine.images().filter(|image| image.id != last) {
        let within = within_image(image, value);
        if within.is_empty() {
            continue;
        }
        let step = image.config.history.last();
        kinds.push(PlaceKind::IntermediateImage {
            step: step.map(|row| row.created_by.clone()).unwrap_or_default(),
            is_ancestor: engine.is_ancestor(&image.id, last),
            within,
        });
    }
    for container in &engine.containers {
        let mut within = Vec::new();
        for (name, list) in [("Env", &container.env), ("Cmd", &container.cmd)] {
            let holding = list
                .iter()
                .enumerate()
                .filter(|(_, text)| text.contains(value));
            within.extend(holding.map(|(index, _)| format!("Config.{name}[{index}]")));
        }
        let files = container
            .changes
            .iter()
            .filter(|change| holds(change, value));
        within.extend(files.map(|change| format!("file:/{}", change.path.text())));
        if !within.is_empty() {
            kinds.push(PlaceKind::Container {
                exit: container.exit,
                within,
            });
        }
    }
    kinds
}

fn of_image(image: &Image, value: &str, kinds: &mut Vec<PlaceKind>) {
    let rows = image
        .own_history()
        .iter()
        .filter(|row| row.created_by.contains(value));
    kinds.extend(rows.map(|row| PlaceKind::History {
        created_by: row.created_by.clone(),
    }));
    let paths = json_paths(&config_json(image), value);
    kinds.extend(
        paths
            .into_iter()
            .map(|json_path| PlaceKind::Config { json_path }),
    );
    for (layer, changes) in image.layers.iter().enumerate() {
        for change in changes.iter().filter(|change| holds(change, value)) {
            let path = format!("/{}", change.path.text());
            let later = image.layers.iter().skip(layer + 1).flatten();
            let is_visible = !later.into_iter().any(|other| hides(other, &path));
            kinds.push(PlaceKind::Layer {
                layer,
                path,
                is_visible,
            });
        }
    }
}

fn hides(change: &Change, path: &str) -> bool {
    let other = format!("/{}", change.path.text());
    match &change.kind {
        ChangeKind::Whiteout => other == path || path.starts_with(&format!("{other}/")),
        ChangeKind::Put(inode) => other == path && !inode.is_dir(),
        ChangeKind::Hardlink { .. } => other == path,
    }
}

/// What one step put into an image: its history row, its config, its layer.
fn within_image(image: &Image, value: &str) -> Vec<String> {
    let mut within = Vec::new();
    let row = image.config.history.last();
    if row.is_some_and(|row| row.created_by.contains(value)) {
        within.push("history".to_owned());
    }
    let paths = json_paths(&config_json(image), value);
    within.extend(paths.into_iter().map(|path| format!("config:{path}")));
    if row.is_some_and(|row| !row.empty_layer)
        && let Some(changes) = image.layers.last()
    {
        let files = changes.iter().filter(|change| holds(change, value));
        within.extend(files.map(|change| format!("layer:/{}", change.path.text())));
    }
    within
}

fn holds(change: &Change, value: &str) -> bool {
    let in_content = match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(content) => contains(content.bytes().data(), value),
            Kind::Symlink(target) => contains(target.data(), value),
            _ => false,
        },
        _ => false,
    };
    in_content || contains(change.path.data(), value)
}

fn contains(data: &[u8], value: &str) -> bool {
    !value.is_empty()
        && data
            .windows(value.len())
            .any(|window| window == value.as_bytes())
}

/// The paths of the texts in a JSON value that hold `value`: `config.Env[1]`, `config.Labels.a.b`.
#[must_use]
pub fn json_paths(json: &Value, value: &str) -> Vec<String> {
    fn walk(json: &Value, path: &str, value: &str, out: &mut Vec<String>) {
        match json {
            Value::String(text) if text.contains(value) => out.push(path.to_owned()),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}[{index}]"), value, out);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    let path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    walk(field, &path, value, out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(json, "", value, &mut out);
    out
}
