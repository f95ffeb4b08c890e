//! `data/tools/*.toml`: what a tool reads, writes, prints and costs. The form is told in `data/tools/README.md`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;

use crate::literal::{slice, texts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    programs: Vec<String>,
    code: Option<String>,
    #[serde(default)]
    with_value: Vec<String>,
    #[serde(default)]
    reads: Vec<String>,
    #[serde(default)]
    caches: Vec<String>,
    #[serde(default)]
    place: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    source: Vec<Source>,
    #[serde(default)]
    command: Vec<Command>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    id: String,
    /// Name and version of the program that was run.
    run: Option<String>,
    /// Name and version of the documentation.
    documentation: Option<String>,
    /// The command that was run, or where the words stand.
    at: String,
    /// What was found.
    says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Command {
    #[serde(default)]
    words: String,
    #[serde(default)]
    when: Vec<String>,
    sources: Vec<String>,
    #[serde(default)]
    write: Vec<Write>,
    #[serde(default)]
    print: Vec<Print>,
    #[serde(default)]
    may: Vec<May>,
    #[serde(default)]
    remove: Vec<String>,
    installs: Option<String>,
    #[serde(default)]
    exit: u8,
    work: Option<Work>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Write {
    path: String,
    holds: Option<String>,
    #[serde(default)]
    size_bytes: u64,
    mode: Option<String>,
    #[serde(default)]
    adds: bool,
    #[serde(default)]
    when: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Print {
    text: String,
    #[serde(default)]
    to_stderr: bool,
    unknown: Option<String>,
    #[serde(default)]
    when: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct May {
    of: String,
    goes: String,
    #[serde(default)]
    when: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    cold_ms: u64,
    warm_ms: Option<u64>,
    #[serde(default)]
    download_bytes: u64,
    /// Where the figures were measured; absent: illustrative.
    measured: Option<String>,
}

pub(crate) fn table(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut out = String::from("static ENTRIES: &[Entry] = &[\n");
    for (path, text) in crate::files(folder)? {
        let entry: Entry = toml::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        out += &literal(&entry).map_err(|error| format!("{path}: {error}"))?;
        out += ",\n";
    }
    Ok(out + "];\n")
}

/// Names that templates know of themselves.
const TEMPLATE_WORDS: &[&str] = &[
    "home", "cwd", "folder", "package", "argv", "stdin", "each", "env", "option", "file", "operand",
];

fn literal(entry: &Entry) -> Result<String, String> {
    if let Some(name) = entry
        .place
        .keys()
        .find(|name| TEMPLATE_WORDS.contains(&name.as_str()))
    {
        return Err(format!(
            "the place `{name}` has a name that templates know of themselves"
        ));
    }
    let sources = slice(
        entry
            .source
            .iter()
            .map(source)
            .collect::<Result<Vec<_>, _>>()?,
    );
    let commands = entry.command.iter().map(|command| {
        for id in &command.sources {
            if !entry.source.iter().any(|source| source.id == *id) {
                return Err(format!("`{}`: there is no source `{id}`", command.words));
            }
        }
        if command.sources.is_empty() {
            return Err(format!("`{}`: a fact needs its source", command.words));
        }
        command_literal(command)
    });
    let commands = slice(commands.collect::<Result<Vec<_>, _>>()?);
    let places = entry.place.iter();
    let places = slice(places.map(|(name, values)| format!("({name:?}, {})", texts(values))));
    Ok(format!(
        "Entry {{ programs: {}, code: {:?}, with_value: {}, reads: {}, caches: {}, places: {places}, sources: {sources}, commands: {commands} }}",
        texts(&entry.programs),
        entry.code,
        texts(&entry.with_value),
        texts(&entry.reads),
        texts(&entry.caches),
    ))
}

fn source(source: &Source) -> Result<String, String> {
    let (kind, of) = match (&source.run, &source.documentation) {
        (Some(of), None) => ("Run", of),
        (None, Some(of)) => ("Documentation", of),
        _ => {
            return Err(format!(
                "source `{}`: either `run` or `documentation`",
                source.id
            ));
        }
    };
    Ok(format!(
        "Source {{ id: {:?}, kind: SourceKind::{kind}, of: {of:?}, at: {:?}, says: {:?} }}",
        source.id, source.at, source.says
    ))
}

fn command_literal(command: &Command) -> Result<String, String> {
    let writes = command.write.iter().map(|write| {
        let mode = write.mode.as_deref().unwrap_or("0644");
        let mode = u32::from_str_radix(mode, 8).map_err(|error| format!("mode {mode}: {error}"))?;
        Ok(format!(
            "Write {{ path: {:?}, holds: {:?}, size_bytes: {}, mode: {mode}, adds: {}, when: {} }}",
            write.path,
            write.holds,
            write.size_bytes,
            write.adds,
            texts(&write.when)
        ))
    });
    let writes = slice(writes.collect::<Result<Vec<_>, String>>()?);
    let prints = slice(command.print.iter().map(|print| {
        format!(
            "Print {{ text: {:?}, to_stderr: {}, unknown: {:?}, when: {} }}",
            print.text,
            print.to_stderr,
            print.unknown,
            texts(&print.when)
        )
    }));
    let may = slice(command.may.iter().map(|may| {
        format!(
            "May {{ of: {:?}, goes: {:?}, when: {} }}",
            may.of,
            may.goes,
            texts(&may.when)
        )
    }));
    let work = match &command.work {
        Some(work) => format!(
            "Some(Cost {{ cold_ms: {}, warm_ms: {}, download_bytes: {}, measured: {:?} }})",
            work.cold_ms,
            work.warm_ms.unwrap_or(work.cold_ms),
            work.download_bytes,
            work.measured
        ),
        None => "None".to_owned(),
    };
    Ok(format!(
        "Command {{ words: {:?}, when: {}, sources: {}, writes: {writes}, prints: {prints}, may: {may}, remove: {}, \
         installs: {:?}, exit: {}, work: {work} }}",
        command.words,
        texts(&command.when),
        texts(&command.sources),
        texts(&command.remove),
        command.installs,
        command.exit
    ))
}
