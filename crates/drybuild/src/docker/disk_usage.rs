//! `docker buildx du` and `prune`: what a builder keeps, and what of it goes.

use super::command::fail;
use super::flags::{Given, Known};
use super::{Docker, table};
use crate::shell::{Exit, Process};
use crate::solve::{Filter, Prune, Record, RecordId};

const FLAGS: &[Known] = &[
    ("--builder", true),
    ("--filter", true),
    ("--verbose", false),
    ("--all", false),
    ("-a", false),
    ("--force", false),
    ("-f", false),
    ("--reserved-space", true),
    ("--keep-storage", true),
    ("--max-used-space", true),
];

/// Largest first, as the client sorts them.
pub(super) fn list(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let asked = Given::read(words, FLAGS, false).and_then(|given| Ok((filters(&given)?, given)));
    let (filters, given) = match asked {
        Ok(asked) => asked,
        Err(message) => return fail(process, &message),
    };
    let Some(builder) = docker.builders.find(given.value("--builder")) else {
        return no_builder(&given, process);
    };
    let now_s = builder.state.now_s();
    let fits =
        |id: RecordId, record: &Record| filters.iter().all(|filter| filter.fits(id, record, now_s));
    let mut records: Vec<(RecordId, &Record)> = builder
        .state
        .records()
        .filter(|(id, record)| fits(*id, record))
        .collect();
    records.sort_by_key(|(id, record)| std::cmp::Reverse((record.size_bytes, id.text())));
    if given.is_on("--verbose") {
        for (id, record) in &records {
            process.print(described(*id, record, now_s));
        }
    } else {
        let mut rows = vec![header()];
        rows.extend(records.iter().map(|(id, record)| row(*id, record, now_s)));
        process.print(table::columns(&rows));
    }
    if filters.is_empty() {
        let total = records.iter().map(|(_, record)| record.size_bytes).sum();
        let line = |label: &str| vec![label.to_owned(), table::long_size(total)];
        process.print(table::tabbed(&[line("Reclaimable:"), line("Total:")]));
    }
    Exit::SUCCESS
}

pub(super) fn prune(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let asked = Given::read(words, FLAGS, false).and_then(|given| Ok((asked_for(&given)?, given)));
    let (prune, given) = match asked {
        Ok(asked) => asked,
        Err(message) => return fail(process, &message),
    };
    if !given.is_on("--force") && !given.is_on("-f") {
        let what = if prune.all { "all" } else { "all dangling" };
        process.print(format!("WARNING! This will remove {what} build cache. Are you sure you want to continue? [y/N] "));
        let answer = process.stdin().text().trim().to_ascii_lowercase();
        if answer != "y" {
            process.print("\n");
            return Exit::SUCCESS;
        }
    }
    let Some(builder) = docker.builders.find_mut(given.value("--builder")) else {
        return no_builder(&given, process);
    };
    let now_s = builder.state.now_s();
    let removed = builder.state.prune(&prune);
    if given.is_on("--verbose") {
        for (id, record) in &removed {
            process.print(described(*id, record, now_s));
        }
    } else if !removed.is_empty() {
        let mut rows = vec![header()];
        rows.extend(
            removed
                .iter()
                .map(|(id, record)| wide(row(*id, record, now_s))),
        );
        process.print(table::tabbed(&rows));
    }
    let total = removed.iter().map(|(_, record)| record.size_bytes).sum();
    process.print(format!("Total:\t{}\n", table::long_size(total)));
    Exit::SUCCESS
}

/// What the words behind `docker buildx prune` ask for; the client's text for what is wrong with them.
pub fn prune_flags(words: &[String]) -> Result<Prune, String> {
    asked_for(&Given::read(words, FLAGS, false)?)
}

fn no_builder(given: &Given, process: &mut Process<'_>) -> Exit {
    let name = given.value("--builder").unwrap_or_default();
    fail(process, &format!("no builder {name:?} found"))
}

fn header() -> Vec<String> {
    ["ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED"]
        .map(str::to_owned)
        .to_vec()
}

fn row(id: RecordId, record: &Record, now_s: u64) -> Vec<String> {
    let mark = if record.is_mutable { "*" } else { "" };
    vec![
        format!("{}{mark}", id.text()),
        "true".to_owned(),
        table::long_size(record.size_bytes),
        last_used(record, now_s),
    ]
}

/// Cells as wide as `prune` prints them, row by row.
fn wide(row: Vec<String>) -> Vec<String> {
    let widths = [40, 5, 10, 0];
    let cells = row.into_iter().zip(widths);
    cells
        .map(|(cell, width)| format!("{cell:<width$}"))
        .collect()
}

fn last_used(record: &Record, now_s: u64) -> String {
    table::ago(now_s.saturating_sub(record.last_used_s) / 60)
}

/// The long form; times are those of the builder's own clock, which begins with it.
fn described(id: RecordId, record: &Record, now_s: u64) -> String {
    let mut out = format!("ID:           {}\n", id.text());
    if !record.parents.is_empty() {
        out += "Parents:\n";
        for parent in &record.parents {
            out += &format!(" - {}\n", parent.text());
        }
    }
    let (hours, minutes, seconds) = (
        record.created_s / 3600,
        record.created_s / 60 % 60,
        record.created_s % 60,
    );
    out +=
        &format!("Created at:   {hours:02}:{minutes:02}:{seconds:02} after the builder was made\n");
    out += &format!(
        "Mutable:      {}\nReclaimable:  true\nShared:       false\n",
        record.is_mutable
    );
    out += &format!("Size:         {}\n", table::long_size(record.size_bytes));
    if !record.description.is_empty() {
        out += &format!("Description:  {}\n", record.description);
    }
    out += &format!(
        "Usage count:  {}\nLast used:    {}\n",
        record.usage_count,
        last_used(record, now_s)
    );
    out + &format!("Type:         {}\n\n", record.kind.name())
}

fn asked_for(given: &Given) -> Result<Prune, String> {
    let bytes = |names: [&str; 2]| {
        let given = names.iter().find_map(|name| given.value(name));
        given.map(bytes_of).transpose()
    };
    Ok(Prune {
        all: given.is_on("--all") || given.is_on("-a"),
        filters: filters(given)?,
        keep_bytes: bytes(["--reserved-space", "--keep-storage"])?,
        max_used_bytes: bytes(["--max-used-space", "--max-used-space"])?,
    })
}

/// `--filter key=value`, `key~=part`, or a state alone.
fn filters(given: &Given) -> Result<Vec<Filter>, String> {
    let one = |text: &str| {
        match text.split_once('=') {
        None => Ok(Filter::State(text.to_owned())),
        Some(("until" | "unused-for", value)) => seconds_of(value).map(Filter::Until).ok_or_else(|| {
            format!("\"until\" filter expects a duration (e.g., '24h'): time: invalid duration {value:?}")
        }),
        // BuildKit's own client writes two equals signs.
        Some(("type", value)) => Ok(Filter::Kind(value.trim_start_matches('=').to_owned())),
        Some(("id", value)) => Ok(Filter::Id(value.to_owned())),
        Some(("description", value)) => Ok(Filter::Description { text: value.to_owned(), is_part: false }),
        Some(("description~", value)) => Ok(Filter::Description { text: value.to_owned(), is_part: true }),
        Some((key, "true" | "1")) => Ok(Filter::State(key.to_owned())),
        Some((key, _)) => Err(format!("the filter {key:?} is not simulated")),
    }
    };
    given.values("--filter").map(one).collect()
}

/// `24h`, `1h30m`, `90s`.
fn seconds_of(text: &str) -> Option<u64> {
    let mut seconds = 0;
    let mut number = String::new();
    for c in text.chars() {
        let unit = match c {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        seconds += number.parse::<u64>().ok()?.checked_mul(unit)?;
        number.clear();
    }
    (number.is_empty() && !text.is_empty()).then_some(seconds)
}

/// `500MB`, `2gb`, `1024` (`units.RAMInBytes`: powers of 1024).
fn bytes_of(text: &str) -> Result<u64, String> {
    let lower = text.to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match lower
        .strip_prefix(digits)
        .unwrap_or_default()
        .trim_end_matches('b')
        .trim_end_matches('i')
    {
        "" => Some(1),
        "k" => Some(1 << 10),
        "m" => Some(1 << 20),
        "g" => Some(1 << 30),
        "t" => Some(1_u64 << 40),
        _ => None,
    };
    let number = digits.trim().parse::<u64>().ok();
    let bytes = number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor));
    bytes.ok_or_else(|| format!("invalid size: '{text}'"))
}
