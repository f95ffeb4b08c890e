//! `docker history`.

use super::command::refuse;
use super::flags::{Given, Known};
use super::store::StoredImage;
use super::{Docker, command, table};
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--no-trunc", false),
    ("--quiet", false),
    ("-q", false),
    ("--human", false),
    ("-H", false),
    ("--format", true),
    ("--platform", true),
];

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return command::fail(process, &message),
    };
    let [name] = given.operands.as_slice() else {
        return command::fail(process, "docker: 'docker history' requires 1 argument");
    };
    let Some(image) = docker.images.find(name) else {
        return refuse(process, &format!("No such image: {}", with_tag(name)));
    };
    let text = text(image, &given, docker.minutes);
    process.print(text);
    Exit::SUCCESS
}

/// What an unknown image is called in messages.
pub(super) fn with_tag(name: &str) -> String {
    super::store::full_name(name).unwrap_or_else(|| name.to_owned())
}

/// Newest first. A base's rows have no time: they were not built here.
fn text(image: &StoredImage, given: &Given, now: u64) -> String {
    let Some(variant) = image.variant(None) else {
        return String::new();
    };
    let is_whole = given.is_on("--no-trunc");
    let is_human = given.value("--human").or(given.value("-H")) != Some("false");
    let mut layers = variant.layers.iter();
    let mut rows: Vec<[String; 5]> = Vec::new();
    for (place, entry) in variant.config.history.iter().enumerate() {
        let is_last = place + 1 == variant.config.history.len();
        let size_bytes = if entry.empty_layer {
            0
        } else {
            layers.next().map_or(0, |layer| layer.size_bytes)
        };
        let id = match (is_last, is_whole) {
            (true, true) => image.id.clone(),
            (true, false) => image.short_id().to_owned(),
            _ => "<missing>".to_owned(),
        };
        let is_own = place >= variant.own_history && image.created_minutes.is_some();
        let since = match image.created_minutes.filter(|_| is_own) {
            Some(created) => table::ago(now.saturating_sub(created)),
            None => "N/A".to_owned(),
        };
        let created_by = entry.created_by.replace('\t', " ");
        let created_by = if is_whole {
            created_by
        } else {
            shortened(&created_by, 45)
        };
        let size = if is_human {
            table::size(size_bytes)
        } else {
            size_bytes.to_string()
        };
        rows.push([id, since, created_by, size, entry.comment.clone()]);
    }
    rows.reverse();
    if given.is_on("-q") || given.is_on("--quiet") {
        return rows.iter().map(|[id, ..]| format!("{id}\n")).collect();
    }
    if let Some(format) = given
        .value("--format")
        .filter(|format| !matches!(*format, "table" | ""))
    {
        const FIELDS: [&str; 5] = ["ID", "CreatedSince", "CreatedBy", "Size", "Comment"];
        return rows
            .iter()
            .map(|row| filled(format, &FIELDS, row))
            .collect();
    }
    let header = ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"].map(str::to_owned);
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows)
        .map(|row| row.to_vec())
        .collect();
    table::columns(&rows)
}

/// A row by a template like `{{.CreatedBy}}: {{.Size}}`, with a line break.
pub(super) fn filled(format: &str, fields: &[&str], row: &[String]) -> String {
    let mut line = format
        .strip_prefix("table ")
        .unwrap_or(format)
        .replace("\\t", "\t");
    for (field, value) in fields.iter().zip(row) {
        line = line.replace(&format!("{{{{.{field}}}}}"), value);
    }
    line + "\n"
}

/// `formatter.Ellipsis`: the last of `width` characters says that more is cut off.
pub(super) fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    kept + "…"
}
