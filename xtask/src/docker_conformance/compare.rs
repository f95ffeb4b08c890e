//! The engine's answer beside the simulator's.

use serde_json::Value;

use super::engine::Built;
use super::image::Image;
use super::page::Page;

/// What of a config counts.
const KEYS: [&str; 12] = [
    "User",
    "ExposedPorts",
    "Env",
    "Entrypoint",
    "Cmd",
    "Volumes",
    "WorkingDir",
    "Labels",
    "OnBuild",
    "Shell",
    "StopSignal",
    "Healthcheck",
];

/// Both answers to one page.
pub(super) struct Sides<'a> {
    pub(super) real: &'a Built,
    pub(super) simulated: &'a Value,
    pub(super) page: &'a Page,
}

impl Sides<'_> {
    /// One line for each part that differs.
    pub(super) fn differences(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut check = |what: &str, real: String, simulated: String| {
            if real != simulated {
                out.push(format!(
                    "{what}: the engine {real}, the simulator {simulated}"
                ));
            }
        };
        let exit = self
            .simulated
            .get("exit")
            .and_then(Value::as_i64)
            .unwrap_or(-1);
        check("exit", self.real.exit.to_string(), exit.to_string());
        let Some(image) = &self.real.image else {
            let error = self
                .simulated
                .get("error")
                .and_then(Value::as_str)
                .unwrap_or("no error");
            if !without_layers(&self.real.stderr).contains(error) {
                let last = self.real.stderr.lines().last().unwrap_or_default();
                check("error", last.to_owned(), error.to_owned());
            }
            return out;
        };
        check(
            "history",
            format!("{:#?}", real_history(image)),
            format!("{:#?}", self.history()),
        );
        check(
            "config",
            config(image.config.get("config")),
            config(self.simulated.pointer("/config/config")),
        );
        let layers: Vec<&Vec<String>> = image.layers.iter().map(|layer| &layer.entries).collect();
        check(
            "layers",
            format!("{layers:#?}"),
            format!("{:#?}", self.layers()),
        );
        for (name, value) in &self.page.secrets {
            let what = format!("reach of {name}");
            check(&what, reach_of_image(image, value), self.reach(value));
        }
        out
    }

    fn list(&self, name: &str) -> &[Value] {
        self.simulated
            .get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn history(&self) -> Vec<String> {
        self.list("history").iter().map(row).collect()
    }

    fn layers(&self) -> Vec<Vec<String>> {
        let layer = |layer: &Value| {
            let mut entries: Vec<String> = layer
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(entry)
                .collect();
            entries.sort();
            entries
        };
        self.list("layers").iter().map(layer).collect()
    }

    fn reach(&self, value: &str) -> String {
        let holds =
            |text: Option<&Value>| text.is_some_and(|text| text.to_string().contains(value));
        let layers = self.list("layers").iter();
        let holding: Vec<usize> = layers
            .enumerate()
            .filter(|(_, layer)| holds(Some(layer)))
            .map(|(at, _)| at)
            .collect();
        shown(
            holds(self.simulated.get("history")),
            holds(self.simulated.get("config")),
            &holding,
        )
    }
}

fn reach_of_image(image: &Image, value: &str) -> String {
    let in_history = image
        .history
        .iter()
        .any(|row| row.to_string().contains(value));
    let sections = ["config", "container_config"]
        .into_iter()
        .filter_map(|name| image.config.get(name));
    let in_config = sections
        .into_iter()
        .any(|section| section.to_string().contains(value));
    let holds = |bytes: &[u8]| {
        bytes
            .windows(value.len())
            .any(|part| part == value.as_bytes())
    };
    let layers = image.layers.iter().enumerate();
    let holding: Vec<usize> = layers
        .filter(|(_, layer)| holds(&layer.bytes))
        .map(|(at, _)| at)
        .collect();
    shown(in_history, in_config, &holding)
}

fn shown(history: bool, config: bool, layers: &[usize]) -> String {
    format!("history {history}, config {config}, layers {layers:?}")
}

fn real_history(image: &Image) -> Vec<String> {
    image.history.iter().map(row).collect()
}

fn row(row: &Value) -> String {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let empty = row
        .get("empty_layer")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    format!("{} [{}] {empty}", text("created_by"), text("comment"))
}

fn config(config: Option<&Value>) -> String {
    let mut out = Vec::new();
    for key in KEYS {
        let value = config
            .and_then(|config| config.get(key))
            .unwrap_or(&Value::Null);
        let is_empty =
            value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            out.push(format!("{key}={value}"));
        }
    }
    out.join(" ")
}

/// An entry of the simulator's layer as [`super::image::Layer`] has it.
fn entry(entry: &Value) -> Option<String> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| entry.get(name).and_then(Value::as_u64).unwrap_or_default();
    let kind = match text("type") {
        "dir" => 'd',
        "symlink" => 'l',
        "hardlink" => 'h',
        "fifo" => 'p',
        "char" => 'c',
        _ => '-',
    };
    let path = text("path").replacen(
        "/wh.",
        "/.wh.",
        usize::from(text("path").starts_with("/wh.")),
    );
    let mode = if kind == 'l' { "0777" } else { text("mode") };
    (path != "/etc").then(|| format!("{kind}{mode} {}:{} {path}", number("uid"), number("gid")))
}

/// Names of layers are random.
fn without_layers(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/overlay2/") {
        out += before;
        out += "/overlay2/<layer>";
        rest = after.split_once('/').map_or("", |(layer, _)| {
            after.get(layer.len()..).unwrap_or_default()
        });
    }
    out + rest
}
