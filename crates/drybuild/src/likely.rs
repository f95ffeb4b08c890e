//! What looks like a secret, for a build of which nobody said what its secrets are.
//!
//! In: a Dockerfile, a command line and the build context. Out: values that are probably secret, each with a name that
//! may be shown and the reason. It is a guess by names of variables, by names of files and by the prefixes that issuers
//! give their tokens; a secret that looks like ordinary text is not found.

mod file;
mod name;
mod token;

use dockerfile::Dockerfile;
use dockerfile::instructions::{Instruction, Mount, MountType};

use crate::context::{ContextEntry, ContextTree};
use crate::options::BuildOptions;

pub use name::is_secret_name;

/// More than these are not followed.
pub const MOST: usize = 40;

/// A value that is probably secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// What to call it; never the value.
    pub name: String,
    /// The bytes to follow.
    pub value: Vec<u8>,
    /// Why it is taken for a secret, in words.
    pub why: String,
    /// How it comes into the build.
    pub given: Given,
}

/// How a value comes into a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The input holds it already.
    InPlace,
    /// The Dockerfile asks for a build argument that the command does not give: a stand-in takes its place.
    AsBuildArg,
    /// The Dockerfile asks for a secret that the command does not give: a stand-in takes its place.
    AsSecret,
}

/// Looks for likely secrets: in the command, in the Dockerfile, in the files of the context that are sent. At most
/// [`MOST`], in this order, each value once.
#[must_use]
pub fn find(file: &Dockerfile, options: &BuildOptions, context: &ContextTree) -> Vec<Likely> {
    let mut found = Found(Vec::new());
    command(options, &mut found);
    instructions(file, options, &mut found);
    for (name, value) in token::all(&file.source) {
        found.add(name, value, "the Dockerfile holds what looks like a token");
    }
    let patterns = options
        .dockerfile_dockerignore
        .as_ref()
        .or(options.dockerignore.as_ref());
    let patterns = patterns.and_then(|text| crate::context::ignore::read(text).ok());
    for path in context.sent(&patterns.unwrap_or_default(), None) {
        if let Some(bytes) = context.file(path) {
            for (name, value) in file::secrets(path, bytes) {
                found.add(name, value, "a file of the build context holds it");
            }
        }
    }
    found.0.truncate(MOST);
    found.0
}

/// Whether a file of the context would be looked at for its name alone.
#[must_use]
pub fn is_secret_file(path: &str, entry: &ContextEntry) -> bool {
    !matches!(entry, ContextEntry::Directory { .. }) && file::is_secret_file_name(path)
}

struct Found(Vec<Likely>);

impl Found {
    fn add(&mut self, name: String, value: impl Into<Vec<u8>>, why: &str) {
        self.push(name, value.into(), why.to_owned(), Given::InPlace);
    }

    fn push(&mut self, name: String, value: Vec<u8>, why: String, given: Given) {
        let is_long_enough = crate::solve::Planted::is_followed(&value);
        if !is_long_enough || self.0.iter().any(|likely| likely.value == value) {
            return;
        }
        let same = |likely: &&Likely| likely.name == name;
        let count = self.0.iter().filter(same).count();
        let name = if count == 0 {
            name
        } else {
            format!("{name} ({})", count + 1)
        };
        self.0.push(Likely {
            name,
            value,
            why,
            given,
        });
    }
}

fn command(options: &BuildOptions, found: &mut Found) {
    for (key, value) in &options.build_args {
        if is_secret_name(key) && is_value(value) {
            found.add(
                key.clone(),
                value.as_str(),
                "the name of the build argument says so",
            );
        }
    }
    let labels = options.labels.iter().chain(&options.annotations);
    for (key, value) in labels.filter(|(key, value)| is_secret_name(key) && is_value(value)) {
        found.add(key.clone(), value.as_str(), "the name of the label says so");
    }
    let pairs = options.build_args.iter().chain(&options.labels);
    let pairs = pairs.chain(&options.annotations).chain(&options.contexts);
    let texts = pairs.map(|(key, value)| (key.as_str(), value.as_str()));
    let texts = texts.chain(options.tags.iter().map(|tag| ("tag", tag.as_str())));
    for (key, text) in texts {
        for (name, value) in token::all(text) {
            let name = format!("{key}: {name}");
            found.add(name, value, "the command holds what looks like a token");
        }
    }
}

fn instructions(file: &Dockerfile, options: &BuildOptions, found: &mut Found) {
    let stages = file.stages.iter().flat_map(|stage| &stage.commands);
    let declared = file.meta_args.iter().map(|meta| &meta.arg);
    let declared = declared.chain(stages.clone().filter_map(
        |command| match &command.instruction {
            Instruction::Arg(arg) => Some(arg),
            _ => None,
        },
    ));
    for pair in declared.flat_map(|arg| &arg.args) {
        let key = &pair.key.text;
        let value = pair.value.as_ref().map(|value| unquoted(&value.text));
        let is_given = options.build_args.iter().any(|(name, _)| name == key);
        if !is_secret_name(key) {
            continue;
        }
        match value {
            Some(value) if is_value(value) => {
                found.add(
                    key.to_string(),
                    value,
                    "`ARG` gives it a default, and its name says so",
                );
            }
            Some(value) if !value.is_empty() => {}
            _ if is_given => {}
            _ => found.push(
                key.to_string(),
                stand_in(key),
                "`ARG` asks for it, and its name says so".to_owned(),
                Given::AsBuildArg,
            ),
        }
    }
    for command in stages {
        match &command.instruction {
            Instruction::Env(env) => {
                pairs(&env.pairs, "`ENV` sets it, and its name says so", found);
            }
            Instruction::Label(label) => {
                pairs(
                    &label.pairs,
                    "`LABEL` holds it, and its name says so",
                    found,
                );
            }
            Instruction::Run(run) => {
                for mount in &run.mounts {
                    secret_mount(&mount.text, options, found);
                }
            }
            _ => {}
        }
    }
}

fn pairs(pairs: &[dockerfile::instructions::KeyValue], why: &str, found: &mut Found) {
    for pair in pairs {
        let value = unquoted(&pair.value.text);
        if is_secret_name(&pair.key.text) && is_value(value) {
            found.add(pair.key.to_string(), value, why);
        }
    }
}

/// A secret that a `RUN` mounts and the command does not give.
fn secret_mount(text: &str, options: &BuildOptions, found: &mut Found) {
    let mount = Mount::parse(dockerfile::Version::CURRENT, text, &mut |value| {
        Ok(value.to_owned())
    });
    let Some(mount) = mount.ok().filter(|mount| mount.kind == MountType::Secret) else {
        return;
    };
    let target = mount.target.rsplit('/').next().unwrap_or_default();
    let id = [mount.source.as_str(), &mount.id, target];
    let Some(id) = id.into_iter().find(|id| !id.is_empty()) else {
        return;
    };
    if options.secrets.iter().all(|secret| secret.id != id) {
        let why = "a `RUN` mounts it".to_owned();
        found.push(id.to_owned(), stand_in(id), why, Given::AsSecret);
    }
}

/// A value that nothing else in the build contains, in the place of one that is not known.
#[must_use]
pub fn stand_in(name: &str) -> Vec<u8> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("standin0{}0for0drybuild", plain.to_ascii_lowercase()).into_bytes()
}

/// Whether text is a value of its own, rather than a reference to a variable, a switch or a number of few digits.
fn is_value(text: &str) -> bool {
    let is_switch = matches!(text, "true" | "false" | "none" | "null" | "yes");
    let is_small = text.len() < 6 && text.chars().all(|c| c.is_ascii_digit());
    !text.contains('$') && !is_switch && !is_small
}

fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests;
