//! Flags to options, with the client's own rules for each.

use super::Command;
use super::flag::{self, Flag, Takes};
use crate::options::{NoCache, SecretOption};
use crate::parse_bool::parse_bool;
use crate::platform::Platform;
use crate::suggest;

/// What `DOCKER_BUILDKIT` selects.
pub(super) fn builder(command: &mut Command) {
    let legacy = command.options.client_env.get("DOCKER_BUILDKIT");
    if legacy.is_some_and(|value| value == "0" || value == "false") {
        command.note(
            "DOCKER_BUILDKIT=0 asks for the legacy builder: these are BuildKit's answers",
            "leave DOCKER_BUILDKIT away, or set it to 1",
        );
    }
}

/// What follows `docker build` in any of its spellings; `None` for another command.
pub(super) fn subcommand(line: &[String]) -> Option<&[String]> {
    let words: Vec<&str> = line.iter().map(String::as_str).collect();
    let skipped = match words.as_slice() {
        ["sudo", "docker", "build" | "b", ..] => 3,
        [
            "sudo",
            "docker",
            "buildx" | "image" | "builder",
            "build" | "b",
            ..,
        ] => 4,
        ["docker", "build" | "b", ..] => 2,
        ["docker", "buildx" | "image" | "builder", "build" | "b", ..] => 3,
        _ => return None,
    };
    line.get(skipped..)
}

/// Reads flags and the context.
pub(super) fn arguments(command: &mut Command, arguments: &[String]) {
    let mut contexts = Vec::new();
    let mut words = arguments.iter();
    let mut only_contexts = false;
    while let Some(word) = words.next() {
        if only_contexts || word == "-" || !word.starts_with('-') {
            contexts.push(word.clone());
        } else if word == "--" {
            only_contexts = true;
        } else if let Some(name) = word.strip_prefix("--") {
            let (name, inline) = match name.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (name, None),
            };
            let Some(flag) = flag::long(name) else {
                // The client stops at the first flag that it does not know.
                return unknown(command, name);
            };
            let value = match (flag.takes, inline) {
                (Takes::Switch, inline) => inline.unwrap_or_else(|| "true".to_owned()),
                (Takes::Value, Some(value)) => value,
                (Takes::Value, None) => match words.next() {
                    Some(value) => value.clone(),
                    None => return command.error(&format!("flag needs an argument: --{name}"), ""),
                },
            };
            set(command, flag, &value);
        } else {
            letters(command, word, &mut words);
        }
    }
    match contexts.as_slice() {
        [context] => {
            context.clone_into(&mut command.options.context);
            if context == "-" || context.contains("://") || context.ends_with(".git") {
                let message = format!(
                    "the build context {context} is not fetched: the files given stand for it"
                );
                command.note(&message, "");
            }
        }
        [] => command.error(
            "\"docker buildx build\" requires 1 argument.",
            "name the build context, mostly `.`, at the end of the line",
        ),
        many => command.error(
            "\"docker buildx build\" requires 1 argument.",
            &format!("{} were given: {}", many.len(), many.join(" ")),
        ),
    }
}

/// `-t name`, `-tname`, `-qt name`.
fn letters<'a>(command: &mut Command, word: &str, words: &mut impl Iterator<Item = &'a String>) {
    let mut rest = word.trim_start_matches('-');
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        let Some(flag) = flag::letter(letter) else {
            return command.error(
                &format!("unknown shorthand flag: '{letter}' in {word}"),
                "long flags begin with two dashes",
            );
        };
        if flag.takes == Takes::Switch {
            set(command, flag, "true");
            continue;
        }
        let inline = rest.strip_prefix('=').unwrap_or(rest);
        let value = if inline.is_empty() {
            words.next().cloned()
        } else {
            Some(inline.to_owned())
        };
        return match value {
            Some(value) => set(command, flag, &value),
            None => command.error(&format!("flag needs an argument: '{letter}' in {word}"), ""),
        };
    }
}

fn unknown(command: &mut Command, name: &str) {
    let known = flag::FLAGS.iter().map(|flag| flag.name);
    let hint = suggest::search(name, known)
        .map(|found| format!("did you mean --{found}?"))
        .unwrap_or_default();
    command.error(&format!("unknown flag: --{name}"), &hint);
}

fn set(command: &mut Command, flag: &Flag, value: &str) {
    let on = value != "false";
    let options = &mut command.options;
    match flag.name {
        "annotation" => match value.split_once('=') {
            Some((key, value)) => options.annotations.push((key.to_owned(), value.to_owned())),
            None => command.error(
                &format!("invalid annotation \"{value}\", expected key=value"),
                "",
            ),
        },
        "attest" => attest(command, value),
        "build-arg" => build_arg(command, value),
        "build-context" => match value.split_once('=') {
            Some((name, source)) => options.contexts.push((name.to_owned(), context(source))),
            None => command.error(
                &format!("invalid context value: {value}, expected key=value"),
                "",
            ),
        },
        "builder" => command.builder = Some(value.to_owned()),
        "cache-from" => options.cache_from.push(value.to_owned()),
        "cache-to" => options.cache_to.push(value.to_owned()),
        "call" => call(command, value),
        "check" if on => call(command, "check"),
        "file" => {
            command.dockerfile = Some(value.to_owned());
            // What comes on standard input gets the usual name.
            let name = value.rsplit('/').next().filter(|name| *name != "-");
            let name = name.map(|name| ("filename".to_owned(), name.to_owned()));
            options.raw.extend(name);
        }
        "label" => {
            let (key, value) = value.split_once('=').unwrap_or((value, ""));
            options.labels.push((key.to_owned(), value.to_owned()));
        }
        "load" if on => options.output.push("type=docker".to_owned()),
        "network" => {
            options
                .raw
                .insert("force-network-mode".to_owned(), value.to_owned());
        }
        "no-cache" if on => options.no_cache = NoCache::All,
        "no-cache-filter" => {
            let stages = value.split(',').map(str::to_owned).collect();
            options.no_cache = NoCache::Stages(stages);
        }
        "output" => options.output.push(output(value)),
        "platform" => platforms(command, value),
        "provenance" => command.options.provenance = attestation(command, value),
        "push" if on => options.output.push("type=registry".to_owned()),
        "quiet" => command.is_quiet = on,
        "sbom" => command.options.sbom = attestation(command, value),
        "secret" => secret(command, value),
        "squash" if on => command.error(
            "experimental flag squash is not supported by buildx",
            "use a multi-stage build",
        ),
        "ssh" => {
            let id = value.split('=').next().unwrap_or_default();
            options.ssh.push(id.to_owned());
        }
        "tag" => options.tags.push(value.to_owned()),
        "target" => value.clone_into(&mut options.target),
        _ => {}
    }
}

/// A boolean, or fields with values (`CanonicalizeAttest` and `Attest.UnmarshalText` of `util/buildflags`).
fn attestation(command: &mut Command, value: &str) -> Option<String> {
    let lacks_value = |field: &&str| !field.contains('=');
    if parse_bool(value).is_none()
        && let Some(field) = value.split(',').find(lacks_value)
    {
        let hint = match field {
            "min" | "max" => format!("write mode={field}"),
            _ => String::new(),
        };
        command.error(&format!("invalid value {field}"), &hint);
    }
    Some(value.to_owned())
}

/// `--call` answers a question about the Dockerfile and builds nothing, unless it is `build`.
fn call(command: &mut Command, method: &str) {
    if method != "build" {
        let message =
            format!("--call={method} builds nothing; what follows is what the build would be");
        command.note(&message, "");
        command.call = Some(method.to_owned());
    }
}

/// `--build-arg NAME` takes the client's value and is dropped where there is none.
fn build_arg(command: &mut Command, value: &str) {
    let options = &mut command.options;
    let (name, value) = match value.split_once('=') {
        Some((name, value)) => (name, value.to_owned()),
        None => match options.client_env.get(value) {
            Some(found) => (value, found.clone()),
            None => {
                let message = format!(
                    "--build-arg {value} has no value: the client has no variable {value}, so it is not sent"
                );
                return command.note(&message, &format!("write --build-arg {value}=…"));
            }
        },
    };
    if name == "BUILDKIT_INLINE_CACHE" && matches!(value.as_str(), "1" | "true") {
        options.cache_to.push("type=inline".to_owned());
    }
    options.build_args.push((name.to_owned(), value));
}

fn attest(command: &mut Command, value: &str) {
    let rest = |kind: &str| {
        let fields = value.split(',').filter(|field| *field != kind);
        fields.collect::<Vec<_>>().join(",")
    };
    if value.split(',').any(|field| field == "type=provenance") {
        command.options.provenance = Some(rest("type=provenance"));
    } else if value.split(',').any(|field| field == "type=sbom") {
        command.options.sbom = Some(rest("type=sbom"));
    } else {
        command.error(
            &format!("invalid attestation \"{value}\""),
            "type=provenance or type=sbom",
        );
    }
}

/// `docker-image://…` and URLs stay, a folder becomes `local:<folder>`.
fn context(source: &str) -> String {
    let remote = source.contains("://") || source.starts_with("git@");
    if remote || source.starts_with("target:") {
        source.to_owned()
    } else {
        format!("local:{source}")
    }
}

/// `-o dir` is short for `type=local,dest=dir`, `-o -` for a tar on standard output.
fn output(value: &str) -> String {
    if value == "-" {
        "type=tar,dest=-".to_owned()
    } else if value.contains('=') {
        value.to_owned()
    } else {
        format!("type=local,dest={value}")
    }
}

fn platforms(command: &mut Command, value: &str) {
    for text in value.split(',').filter(|text| !text.is_empty()) {
        match Platform::parse(text) {
            Ok(platform) => command.options.platforms.push(platform),
            Err(message) => command.error(&message, "for example linux/amd64"),
        }
    }
}

/// `id=…,src=…|source=…|env=…`; without a source the variable of that name, else the file (`ParseSecret` of buildx,
/// `secretsprovider.NewStore` of BuildKit).
fn secret(command: &mut Command, value: &str) {
    let mut secret = SecretOption::default();
    let mut kind = "";
    for field in value.split(',') {
        let Some((key, value)) = field.split_once('=') else {
            let message = format!("invalid field '{field}' must be a key=value pair");
            return command.error(&message, "for example --secret id=token,src=token.txt");
        };
        match key.to_ascii_lowercase().as_str() {
            "type" if matches!(value, "file" | "env") => kind = value,
            "type" => return command.error(&format!("unsupported secret type \"{value}\""), ""),
            "id" => value.clone_into(&mut secret.id),
            "source" | "src" => secret.src = Some(value.to_owned()),
            "env" => secret.env = Some(value.to_owned()),
            _ => {
                let hint = suggest::search(key, ["type", "id", "source", "src", "env"])
                    .map(|found| format!("did you mean {found}?"))
                    .unwrap_or_default();
                return command.error(&format!("unexpected key '{key}' in '{field}'"), &hint);
            }
        }
    }
    if kind == "env" && secret.env.is_none() {
        secret.env = secret.src.take();
    }
    if secret.id.is_empty() {
        return command.error("secret missing from --secret: there is no id", "write id=…");
    }
    if secret.src.is_none() && secret.env.is_none() {
        if command.options.client_env.contains_key(&secret.id) {
            secret.env = Some(secret.id.clone());
        } else {
            secret.src = Some(secret.id.clone());
        }
    }
    if let Some(name) = &secret.env {
        let value = command.options.client_env.get(name);
        secret.value = Some(value.cloned().unwrap_or_default().into_bytes());
    }
    command.options.secrets.push(secret);
}
