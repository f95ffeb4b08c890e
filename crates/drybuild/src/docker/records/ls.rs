//! `docker buildx history ls`.

use serde_json::json;

use super::super::command::fail;
use super::super::flags::{Given, Known};
use super::super::{Docker, history, table};
use super::{Record, duration, inspect, name, named};
use crate::build::Build;
use crate::schedule::schedule;
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--builder", true),
    ("--filter", true),
    ("--format", true),
    ("--no-trunc", false),
    ("--local", false),
];

/// How many characters of a name a table shows.
const NAME_CHARS: usize = 36;

/// Newest first.
pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    match text(docker, words) {
        Ok(text) => {
            process.print(text);
            Exit::SUCCESS
        }
        Err(message) => fail(process, &message),
    }
}

fn text(docker: &Docker, words: &[String]) -> Result<String, String> {
    const FIELDS: [&str; 6] = ["Ref", "Name", "Status", "CreatedAt", "Duration", "Link"];
    let given = Given::read(words, FLAGS, false)?;
    if given.is_on("--local") {
        return Err("could not find git repository for local filter".to_owned());
    }
    let builder = named(docker, given.value("--builder"))?;
    let filters: Vec<Filter<'_>> = given
        .values("--filter")
        .map(Filter::read)
        .collect::<Result<_, _>>()?;
    let format = given.value("--format").unwrap_or("table");
    let is_table = format == "table";
    let mut rows = Vec::new();
    let mut documents = String::new();
    for record in builder.records.iter().rev() {
        let Some(build) = builder.builds.get(record.build) else {
            continue;
        };
        if !filters.iter().all(|filter| filter.fits(record, build)) {
            continue;
        }
        let name = name::of(record, build);
        let node = builder.nodes.first().map_or("", |node| node.name.as_str());
        let reference = format!("{}/{node}/{}", builder.name, record.reference);
        let ended_ms = schedule(build).end_ms;
        let steps = inspect::Steps::of(build);
        let document = json!({
            "cached_steps": steps.cached,
            "completed_at": inspect::rfc3339(record.started_minutes, ended_ms),
            "completed_steps": steps.completed,
            "created_at": inspect::rfc3339(record.started_minutes, 0),
            "name": name,
            "ref": reference,
            "status": status(build),
            "total_steps": steps.total,
        });
        documents += &format!("{document}\n");
        let name = if is_table && !given.is_on("--no-trunc") {
            end_of(&name)
        } else {
            name
        };
        let link = if is_table {
            String::new()
        } else {
            inspect::link(&reference)
        };
        rows.push([
            record.reference.clone(),
            name,
            status(build).to_owned(),
            table::ago(docker.minutes.saturating_sub(record.started_minutes)),
            duration(ended_ms),
            link,
        ]);
    }
    if matches!(format, "json" | "{{json .}}") {
        return Ok(documents);
    }
    if !is_table {
        return Ok(rows
            .iter()
            .map(|row| history::filled(format, &FIELDS, row))
            .collect());
    }
    let header = ["BUILD ID", "NAME", "STATUS", "CREATED AT", "DURATION", ""].map(str::to_owned);
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows)
        .map(|row| row.to_vec())
        .collect();
    Ok(table::columns(&rows))
}

fn status(build: &Build) -> &'static str {
    if build.error().is_some() {
        "Error"
    } else {
        "Completed"
    }
}

/// The end of a long name is what tells it from others (`trimBeginning`).
fn end_of(name: &str) -> String {
    let count = name.chars().count();
    if count <= NAME_CHARS {
        return name.to_owned();
    }
    let kept: String = name.chars().skip(count + 2 - NAME_CHARS).collect();
    format!("..{kept}")
}

/// `status=error`, `ref!=…`.
struct Filter<'a> {
    key: &'a str,
    value: &'a str,
    is_not: bool,
}

impl<'a> Filter<'a> {
    fn read(text: &'a str) -> Result<Self, String> {
        let (key, value, is_not) = match (text.split_once("!="), text.split_once('=')) {
            (Some((key, value)), _) => (key, value, true),
            (None, Some((key, value))) => (key, value, false),
            _ => return Err(format!("invalid filter {text:?}")),
        };
        match key {
            "ref" | "repository" | "status" => Ok(Self { key, value, is_not }),
            "startedAt" | "completedAt" | "duration" => Err(format!(
                "invalid separator for {text:?}, expected <=, <, >= or >"
            )),
            _ => Err(format!("unsupported filter {text:?}")),
        }
    }

    fn fits(&self, record: &Record, build: &Build) -> bool {
        let value = match self.key {
            "ref" => record.reference.clone(),
            "status" => status(build).to_lowercase(),
            // Contexts of a terminal are folders without a repository.
            _ => String::new(),
        };
        if self.is_not {
            value != self.value
        } else if self.key == "status" {
            value == self.value
        } else {
            value.contains(self.value)
        }
    }
}
