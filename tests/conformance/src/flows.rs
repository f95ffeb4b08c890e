//! `flows`: where the secrets of the recorded scenarios go.

use std::collections::BTreeMap;

use drybuild::build::{self, Input};
use drybuild::context::{ContextEntry, ContextTree};
use drybuild::labelled::{Certainty, Form};
use drybuild::options::{BuildOptions, NoCache, SecretOption};
use drybuild::reach::{self, Reach};
use drybuild::solve::Builder;
use serde_json::{Map, Value, json};

use crate::stand_in;

/// The answer to one scenario.
pub(crate) fn answer(case: &Value) -> Value {
    let secrets: Vec<(&str, &str)> = list(case, "secrets")
        .iter()
        .map(|secret| (text(secret, "name"), text(secret, "marker")))
        .collect();
    let sequence = list(case, "sequence");
    let recorded: Vec<&Value> = if sequence.is_empty() {
        vec![case]
    } else {
        sequence.iter().collect()
    };
    let mut builder = Builder::default();
    let mut builds = Vec::new();
    for record in recorded {
        let mut input = input(record);
        input.secrets = secrets
            .iter()
            .map(|(_, marker)| marker.as_bytes().to_vec())
            .collect();
        builds.push(build::build(input, &mut builder));
    }
    let mut entries = Vec::new();
    for found in reach::reach(&builds, &builder) {
        let name = secrets
            .get(found.secret.0 as usize)
            .map_or("", |(name, _)| *name);
        entries.extend(found.reached.iter().map(|place| entry(name, place)));
    }
    json!({"id": case.get("id"), "reach": entries})
}

fn entry(secret: &str, reach: &Reach) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("secret", secret.into());
    put("sink", reach.sink.name().into());
    let certainty = match reach.certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
    };
    put("certainty", certainty.into());
    let form = match reach.form {
        Form::Plain => "plain",
        Form::Base64 => "base64",
        Form::Hex => "hex",
        Form::Encoded => "encoded",
    };
    put("form", form.into());
    if let Some(stage) = &reach.place.stage {
        put("stage", stage.as_str().into());
    }
    if let Some(step) = reach.place.step {
        put("step", step.into());
    }
    if let Some(path) = &reach.place.path {
        put("path", path.as_str().into());
    }
    if let Some(path) = &reach.place.json_path {
        put("json_path", path.as_str().into());
    }
    Value::Object(out)
}

/// The input of one recorded build, without the values to follow.
pub(crate) fn input(record: &Value) -> Input {
    let asked = record.get("build").unwrap_or(&Value::Null);
    let env = strings(asked.get("env"));
    let mut context = tree(record.get("context_files"));
    let ignore = record.get("dockerignore").and_then(Value::as_str);
    if let Some(ignore) = ignore {
        context = context.with_file(".dockerignore", ignore);
    }
    let mut options = BuildOptions {
        client_env: env.clone(),
        dockerignore: ignore.map(str::to_owned),
        target: text(asked, "target").to_owned(),
        provenance: asked
            .get("provenance")
            .and_then(Value::as_str)
            .map(str::to_owned),
        cache_to: texts(asked.get("cache_to")),
        output: texts(asked.get("output")),
        tags: texts(asked.get("tag")),
        ssh: texts(asked.get("ssh")),
        labels: strings(asked.get("labels")).into_iter().collect(),
        annotations: strings(asked.get("annotations")).into_iter().collect(),
        ..BuildOptions::default()
    };
    match asked.get("no_cache") {
        Some(Value::Bool(true)) => options.no_cache = NoCache::All,
        Some(Value::String(stages)) => {
            options.no_cache = NoCache::Stages(stages.split(',').map(str::to_owned).collect());
        }
        _ => {}
    }
    for (name, value) in asked
        .get("args")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let value = value
            .as_str()
            .map(str::to_owned)
            .or_else(|| env.get(name).cloned());
        options
            .build_args
            .extend(value.map(|value| (name.clone(), value)));
    }
    for secret in list(asked, "secrets") {
        let from = secret.get("from").unwrap_or(&Value::Null);
        options.secrets.push(SecretOption {
            id: text(secret, "id").to_owned(),
            src: from.get("file").and_then(Value::as_str).map(str::to_owned),
            env: from.get("env").and_then(Value::as_str).map(str::to_owned),
            value: secret
                .get("value")
                .and_then(Value::as_str)
                .map(|value| value.as_bytes().to_vec()),
        });
    }
    let mut contexts = BTreeMap::new();
    for (name, source) in asked
        .get("contexts")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        match source {
            Value::String(address) => options.contexts.push((name.clone(), address.clone())),
            folder => {
                options
                    .contexts
                    .push((name.clone(), format!("local:{name}")));
                contexts.insert(name.clone(), tree(folder.get("files")));
            }
        }
    }
    Input {
        dockerfile: text(record, "dockerfile").to_owned(),
        options,
        context,
        contexts,
        secrets: Vec::new(),
        images: stand_in::of_flows(),
        ..Input::default()
    }
}

/// A folder as the records give it: text, `{"symlink"}` or `{"tar", "gzip"}` by path.
fn tree(files: Option<&Value>) -> ContextTree {
    let mut tree = ContextTree::default();
    for (path, entry) in files.and_then(Value::as_object).into_iter().flatten() {
        let entry = match entry {
            Value::String(text) => file(text.clone().into_bytes()),
            entry => match entry.get("symlink").and_then(Value::as_str) {
                Some(target) => ContextEntry::Symlink {
                    target: target.to_owned(),
                },
                None => file(archive(entry)),
            },
        };
        tree.insert(path, entry);
    }
    tree
}

fn file(bytes: Vec<u8>) -> ContextEntry {
    ContextEntry::File { bytes, mode: 0o644 }
}

/// A tar of the entry's files. `gzip` is left away: what it holds can be read back either way.
fn archive(entry: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, content) in entry
        .get("tar")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let content = content.as_str().unwrap_or_default().as_bytes();
        let mut header = [0_u8; 512];
        let mut put = |at: usize, text: &[u8]| {
            for (to, from) in header.iter_mut().skip(at).zip(text) {
                *to = *from;
            }
        };
        put(0, path.as_bytes());
        put(100, b"0000644\0");
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, format!("{:011o}\0", content.len()).as_bytes());
        put(136, b"00000000000\0");
        put(148, b"        ");
        put(156, b"0");
        put(257, b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        let mut put = |at: usize, text: &[u8]| {
            for (to, from) in header.iter_mut().skip(at).zip(text) {
                *to = *from;
            }
        };
        put(148, format!("{sum:06o}\0 ").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// One text, or a list of them.
pub(crate) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn strings(value: Option<&Value>) -> BTreeMap<String, String> {
    let pairs = value.and_then(Value::as_object).into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}
