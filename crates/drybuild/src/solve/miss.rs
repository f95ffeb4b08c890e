//! Why a vertex was not found in the cache, said by comparing it with what the builder has seen.

mod memory;

use std::collections::BTreeSet;

use super::cache::checksum::listing;
use super::cache::map::InputMap;
use super::evaluate::Evaluation;
use super::source;
use crate::graph::{ExecOp, Op, Vertex};
use memory::text;
pub(super) use memory::{Memory, Seen};

/// Why a vertex was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// `--no-cache`, or `--no-cache-filter` with its stage.
    NoCache,
    /// The builder has built nothing before.
    FreshBuilder {
        /// Caches of elsewhere were read, and did not have it.
        has_imports: bool,
    },
    /// The builder has not seen an instruction like it.
    New,
    /// The instruction was another one.
    Changed {
        /// Its text before.
        before: String,
    },
    /// The instruction is the same; variables that are put into it have other values.
    Expanded,
    /// Variables of the environment have other values, are new or gone: every `ARG` and `ENV` above counts, used or not.
    Variables(Vec<String>),
    /// The same command, under another setting: `WORKDIR`, `USER`, `SHELL`, a mount, the platform.
    Setting(&'static str),
    /// Files that it reads are not the same.
    Files {
        /// Where they are, in words: `the build context`, ``stage `build` ``.
        source: String,
        /// In the order of their paths.
        changes: Vec<FileChange>,
    },
    /// The image is another one.
    Image(String),
    /// What it stands on was made anew, or is another step.
    StepBefore {
        /// The name of that step.
        name: String,
        /// It was run in this build.
        was_run: bool,
    },
    /// All is as it was, but the result is gone.
    Pruned,
}

/// How a file differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// From the root of the source, without a leading slash.
    pub path: String,
    /// In words: `new`, `gone`, `changed`.
    pub kind: &'static str,
}

impl Miss {
    /// In words, for a reader who sees the instruction beside it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::NoCache => "it was told to run without the cache".to_owned(),
            Self::FreshBuilder { has_imports: false } => {
                "the builder has built nothing before".to_owned()
            }
            Self::FreshBuilder { .. } => {
                "the builder has built nothing before, and the caches that it read do not have it"
                    .to_owned()
            }
            Self::New => "the instruction is new".to_owned(),
            Self::Changed { before } => format!("the instruction was `{before}`"),
            Self::Expanded => "a variable in it has another value".to_owned(),
            Self::Variables(names) => match names.as_slice() {
                [name] => format!("`{name}` has another value"),
                names => format!("{} have other values", code_list(names)),
            },
            Self::Setting(what) => format!("{what} is another"),
            Self::Files { source, changes } => format!("of {source} {}", files_differ(changes)),
            Self::Image(name) => format!("the image {name} is another one"),
            Self::StepBefore {
                name,
                was_run: true,
            } => {
                format!("`{name}` was run, and it stands on that")
            }
            Self::StepBefore { name, .. } => {
                format!("it stands on `{name}`, which is another step than before")
            }
            Self::Pruned => "its result is gone from the builder".to_owned(),
        }
    }
}

fn files_differ(changes: &[FileChange]) -> String {
    const SHOWN: usize = 4;
    let word = |change: &FileChange| match change.kind {
        "changed" => format!("`{}`", change.path),
        kind => format!("`{}` ({kind})", change.path),
    };
    let shown: Vec<String> = changes.iter().take(SHOWN).map(word).collect();
    let more = match changes.len().saturating_sub(SHOWN) {
        0 => String::new(),
        left => format!(" and {left} more"),
    };
    let verb = if changes.len() == 1 {
        "file differs"
    } else {
        "files differ"
    };
    format!("{} {verb}: {}{more}", changes.len(), shown.join(", "))
}

fn code_list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// Why a vertex whose inputs are there is run. A folder of the client is always sent.
pub(super) fn of(evaluation: &Evaluation<'_>, index: usize) -> Option<Miss> {
    let vertex = evaluation.definition.vertices.get(index)?;
    let memory = &evaluation.builder.memory;
    if source::is_local(&vertex.op) {
        return None;
    }
    if vertex.ignore_cache {
        return Some(Miss::NoCache);
    }
    if memory.is_empty() {
        let has_imports = evaluation.builder.has_imports;
        return Some(Miss::FreshBuilder { has_imports });
    }
    let state = evaluation.states.get(index)?;
    Some(match memory.operation(state.map.digest) {
        Some(seen) => inputs(evaluation, vertex, &state.map.inputs, seen),
        None => operation(vertex, memory),
    })
}

/// The operation was seen: one of its inputs is not what it was.
fn inputs(evaluation: &Evaluation<'_>, vertex: &Vertex, maps: &[InputMap], seen: &Seen) -> Miss {
    for ((map, edge), before) in maps.iter().zip(&vertex.inputs).zip(&seen.inputs) {
        let (Some(selectors), Some(before)) = (&map.content, before) else {
            continue;
        };
        let held = evaluation
            .states
            .get(edge.vertex.0)
            .and_then(|dep| dep.held.as_ref());
        let Some(now) = held.and_then(|held| held.solved.outputs.get(edge.output)) else {
            continue;
        };
        let (old, new) = (listing(before, selectors), listing(now, selectors));
        let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let change = |path: &String| {
            let kind = match (old.get(path), new.get(path)) {
                (None, _) => "new",
                (_, None) => "gone",
                (before, now) if before != now => "changed",
                _ => return None,
            };
            Some(FileChange {
                path: path.clone(),
                kind,
            })
        };
        let changes: Vec<FileChange> = paths.into_iter().filter_map(change).collect();
        if !changes.is_empty() {
            let source = source_in_words(evaluation, edge.vertex.0);
            return Miss::Files { source, changes };
        }
    }
    for ((map, edge), before) in maps.iter().zip(&vertex.inputs).zip(&seen.keys) {
        let dep = evaluation.states.get(edge.vertex.0);
        let now = dep
            .and_then(|dep| dep.held.as_ref())
            .map(|held| held.keys.clone())
            .unwrap_or_default();
        let Some(below) = evaluation.definition.vertices.get(edge.vertex.0) else {
            continue;
        };
        let is_same = !below.ignore_cache && now.iter().any(|key| before.contains(key));
        if map.content.is_some() || is_same {
            continue;
        }
        if let Op::Source(source) = &below.op {
            let name = source
                .identifier
                .split_once("://")
                .map_or("", |(_, name)| name);
            return Miss::Image(name.to_owned());
        }
        let was_run = dep.is_some_and(|dep| dep.status == super::Status::Done);
        return Miss::StepBefore {
            name: below.name.clone(),
            was_run,
        };
    }
    Miss::Pruned
}

fn source_in_words(evaluation: &Evaluation<'_>, index: usize) -> String {
    let Some(vertex) = evaluation.definition.vertices.get(index) else {
        return String::new();
    };
    match &vertex.op {
        Op::Source(source) if source.identifier == "local://context" => {
            "the build context".to_owned()
        }
        Op::Source(source) => source
            .identifier
            .split_once("://")
            .map_or("", |(_, name)| name)
            .to_owned(),
        _ => match vertex.stage.as_deref() {
            Some(stage) if !vertex.name.starts_with("[internal]") => format!("stage `{stage}`"),
            _ => "its inline documents".to_owned(),
        },
    }
}

/// The operation was not seen: perhaps one with the same text, or one at the same place.
fn operation(vertex: &Vertex, memory: &Memory) -> Miss {
    if let Some(before) = memory.command(vertex) {
        return match (&before.op, &vertex.op) {
            (Op::Exec(old), Op::Exec(new)) => process(old, new, before, vertex),
            _ => Miss::Expanded,
        };
    }
    match memory
        .place(vertex)
        .filter(|before| keyword(before) == keyword(vertex))
    {
        Some(before) if text(before) != text(vertex) => Miss::Changed {
            before: text(before).to_owned(),
        },
        _ => Miss::New,
    }
}

fn keyword(vertex: &Vertex) -> &str {
    text(vertex).split_whitespace().next().unwrap_or_default()
}

/// What two runs of one command differ in.
fn process(old: &ExecOp, new: &ExecOp, before: &Vertex, now: &Vertex) -> Miss {
    let names: BTreeSet<&String> = old
        .env
        .iter()
        .chain(&new.env)
        .filter(|entry| old.env.contains(entry) != new.env.contains(entry))
        .collect();
    let names: BTreeSet<&str> = names
        .into_iter()
        .map(|entry| {
            entry
                .split_once('=')
                .map_or(entry.as_str(), |(name, _)| name)
        })
        .collect();
    if !names.is_empty() {
        return Miss::Variables(names.into_iter().map(str::to_owned).collect());
    }
    if old.env != new.env {
        return Miss::Setting("the order of the variables");
    }
    Miss::Setting(if old.cwd != new.cwd {
        "`WORKDIR`"
    } else if old.user != new.user {
        "`USER`"
    } else if before.platform != now.platform {
        "the platform"
    } else if old.args != new.args {
        "`SHELL`"
    } else {
        "a mount"
    })
}
