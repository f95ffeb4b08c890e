//! Pages with a block `builder legacy`: built by the classic builder of Docker 20.10, on one engine a page.

use std::collections::BTreeMap;
use std::fmt::Write;

use drybuild::context::ContextTree;
use drybuild::filesystem::{ChangeKind, Kind};
use drybuild::legacy::{self, Command, Engine, Input, LegacyBuild, PlaceKind};

/// Blocks that hold an answer.
const KINDS: &[&str] = &[
    "history", "layers", "config", "error", "output", "images", "reach",
];

/// The engine of a page, and what was built last.
#[derive(Default)]
pub(crate) struct Classic {
    engine: Engine,
    built: Option<LegacyBuild>,
    secrets: Vec<(String, Vec<u8>)>,
}

impl Classic {
    /// A block that belongs to the input was read.
    pub(crate) fn forget(&mut self) {
        self.built = None;
    }

    /// Builds if that was not done yet.
    pub(crate) fn build(
        &mut self,
        dockerfile: &str,
        line: &str,
        context: &ContextTree,
        secrets: Vec<(String, Vec<u8>)>,
    ) {
        if self.built.is_some() {
            return;
        }
        let input = Input {
            context: context.clone(),
            secrets: secrets.iter().map(|(_, value)| value.clone()).collect(),
            ..Input::new(dockerfile)
        };
        let input = input.with_command(Command::parse(line, &BTreeMap::new()));
        self.built = Some(legacy::build(&input, &mut self.engine));
        self.secrets = secrets;
    }

    /// The answer to a block; `None` for any other.
    pub(crate) fn answer(&self, kind: &str) -> Option<String> {
        if !KINDS.contains(&kind) {
            return None;
        }
        let built = self.built.as_ref()?;
        let image = self
            .engine
            .image(built.image.as_deref().unwrap_or_default());
        Some(match kind {
            "history" => image.map(history).unwrap_or_default(),
            "layers" => image.map(layers).unwrap_or_default(),
            "config" => image.map(config).unwrap_or_default(),
            "error" => format!(
                "{}\nexit {}\n",
                built.error.as_deref().unwrap_or_default(),
                built.exit
            ),
            "images" => self.images(built),
            "reach" => self.reach(built),
            _ => built.stdout.clone() + &built.stderr,
        })
    }

    /// What the store holds beside the image, and the containers.
    fn images(&self, built: &LegacyBuild) -> String {
        let mut out = String::new();
        let last = built.image.as_deref().unwrap_or_default();
        for image in self.engine.images() {
            let step = image
                .config
                .history
                .last()
                .map(|row| row.created_by.as_str());
            let role = if image.id == last {
                "the image"
            } else if self.engine.is_ancestor(&image.id, last) {
                "below it"
            } else {
                "left behind"
            };
            writeln!(out, "{role}: {}", step.unwrap_or_default()).unwrap();
        }
        for container in &self.engine.containers {
            writeln!(out, "container: {}", container.cmd.join(" ")).unwrap();
        }
        out
    }

    fn reach(&self, built: &LegacyBuild) -> String {
        let values: Vec<Vec<u8>> = self
            .secrets
            .iter()
            .map(|(_, value)| value.clone())
            .collect();
        let places = legacy::places(built, &self.engine, &values);
        let mut out = String::new();
        for (index, (name, _)) in self.secrets.iter().enumerate() {
            let own: Vec<_> = places
                .iter()
                .filter(|place| place.secret == index)
                .collect();
            if own.is_empty() {
                writeln!(out, "{name} reaches nothing").unwrap();
            }
            for place in own {
                writeln!(out, "{name} {}", place_text(&place.kind)).unwrap();
            }
        }
        out
    }
}

fn place_text(kind: &PlaceKind) -> String {
    match kind {
        PlaceKind::Log { stream, line } => format!("log ({stream}): {line}"),
        PlaceKind::History { created_by } => format!("history: {created_by}"),
        PlaceKind::Config { json_path } => format!("config: {json_path}"),
        PlaceKind::Layer {
            layer,
            path,
            is_visible,
        } => {
            let hidden = if *is_visible {
                ""
            } else {
                ", hidden by a later layer"
            };
            format!("layer {layer}: {path}{hidden}")
        }
        PlaceKind::IntermediateImage {
            step,
            is_ancestor,
            within,
        } => {
            let role = if *is_ancestor {
                "below the image"
            } else {
                "left behind"
            };
            format!("image {role} after `{step}`: {}", within.join(", "))
        }
        PlaceKind::Container { exit, within } => {
            let exit = exit.map_or("not started".to_owned(), |exit| format!("exit {exit}"));
            format!("container ({exit}): {}", within.join(", "))
        }
    }
}

fn history(image: &legacy::Image) -> String {
    let rows = image.own_history().iter();
    rows.map(|row| {
        format!(
            "{}{}\n",
            row.created_by,
            if row.empty_layer { "  (empty)" } else { "" }
        )
    })
    .collect()
}

fn config(image: &legacy::Image) -> String {
    let json = legacy::config_json(image);
    let config = json.get("config").cloned().unwrap_or_default();
    let mut out = String::new();
    for (name, value) in config.as_object().into_iter().flatten() {
        let is_empty = value.is_null() || value == "" || value == false;
        if !is_empty && name != "Image" {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    out
}

fn layers(image: &legacy::Image) -> String {
    let mut out = String::new();
    let full = image.own_history().iter().filter(|row| !row.empty_layer);
    for (row, changes) in full.zip(&image.layers) {
        writeln!(out, "{}", row.created_by).unwrap();
        for change in changes {
            let path = change.path.text();
            match &change.kind {
                ChangeKind::Whiteout => writeln!(out, "  whiteout  /{path}").unwrap(),
                ChangeKind::Hardlink { target } => {
                    writeln!(out, "  hardlink  /{path} -> /{}", target.text()).unwrap()
                }
                ChangeKind::Put(inode) => {
                    let kind = match &inode.kind {
                        Kind::Directory(_) => "directory",
                        Kind::Symlink(_) => "symlink  ",
                        Kind::File(_) => "file     ",
                        _ => "special  ",
                    };
                    let owner = inode.owner;
                    writeln!(
                        out,
                        "  {kind} {:04o} {}:{} /{path}",
                        inode.mode, owner.uid, owner.gid
                    )
                    .unwrap();
                }
            }
        }
    }
    out
}
