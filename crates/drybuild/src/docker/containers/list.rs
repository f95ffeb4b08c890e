//! `docker ps`

use super::super::command::fail;
use super::super::flags::{Given, Known};
use super::super::{Docker, history, table};
use super::{Container, State};
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--all", false),
    ("-a", false),
    ("--latest", false),
    ("-l", false),
    ("--no-trunc", false),
    ("--quiet", false),
    ("-q", false),
    ("--format", true),
    ("--filter", true),
    ("-f", true),
];

pub(in super::super) fn list(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let filters: Vec<&str> = given.values("--filter").chain(given.values("-f")).collect();
    let is_latest = given.is_on("--latest") || given.is_on("-l");
    let is_all = given.is_on("--all")
        || given.is_on("-a")
        || is_latest
        || filters.iter().any(|filter| filter.starts_with("status="));
    let shown = docker.containers.all.iter().rev();
    let shown = shown.filter(|one| is_all || one.is_running());
    let shown = shown.filter(|one| filters.iter().all(|filter| fits(one, filter)));
    let shown: Vec<&Container> = shown.take(if is_latest { 1 } else { usize::MAX }).collect();
    let is_long = given.is_on("--no-trunc");
    let mut rows: Vec<[String; 7]> = shown
        .iter()
        .map(|one| row(one, docker.minutes, is_long))
        .collect();
    let text = if given.is_on("-q") || given.is_on("--quiet") {
        rows.iter().map(|[id, ..]| format!("{id}\n")).collect()
    } else if let Some(format) = given.value("--format").filter(|format| *format != "table") {
        const FIELDS: [&str; 7] = [
            "ID",
            "Image",
            "Command",
            "RunningFor",
            "Status",
            "Ports",
            "Names",
        ];
        rows.iter()
            .map(|row| history::filled(format, &FIELDS, row))
            .collect()
    } else {
        let head = [
            "CONTAINER ID",
            "IMAGE",
            "COMMAND",
            "CREATED",
            "STATUS",
            "PORTS",
            "NAMES",
        ];
        rows.insert(0, head.map(str::to_owned));
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.to_vec()).collect();
        table::columns(&rows)
    };
    process.print(text);
    Exit::SUCCESS
}

fn fits(container: &Container, filter: &str) -> bool {
    match filter.split_once('=') {
        Some(("name", name)) => container.name.contains(name),
        Some(("ancestor", image)) => container.image == image,
        Some(("status", "running")) => container.is_running(),
        Some(("status", "exited")) => !container.is_running(),
        Some(("status", _)) => false,
        _ => true,
    }
}

fn row(container: &Container, now: u64, is_long: bool) -> [String; 7] {
    let command = container.argv.join(" ");
    let (id, command) = if is_long {
        (container.id.as_str(), command)
    } else {
        (container.short_id(), history::shortened(&command, 20))
    };
    let since = |minutes: u64| table::ago(now.saturating_sub(minutes));
    let status = match container.state {
        State::Running => {
            let since = since(container.created_minutes);
            format!("Up {}", since.trim_end_matches(" ago"))
        }
        State::Exited { status, minutes } => format!("Exited ({status}) {}", since(minutes)),
    };
    let ports = if container.is_running() {
        let ports: Vec<String> = container
            .published
            .iter()
            .map(|given| port(given))
            .collect();
        ports.join(", ")
    } else {
        String::new()
    };
    [
        id.to_owned(),
        container.image.clone(),
        crate::quote::quote(&command),
        since(container.created_minutes),
        status,
        ports,
        container.name.clone(),
    ]
}

/// `8080:80` as `0.0.0.0:8080->80/tcp, [::]:8080->80/tcp`.
fn port(given: &str) -> String {
    let (given, protocol) = given.rsplit_once('/').unwrap_or((given, "tcp"));
    let mut parts = given.rsplitn(3, ':');
    let inside = parts.next().unwrap_or_default();
    let outside = parts.next().unwrap_or("32768");
    match parts.next() {
        Some(address) => format!("{address}:{outside}->{inside}/{protocol}"),
        None => {
            format!("0.0.0.0:{outside}->{inside}/{protocol}, [::]:{outside}->{inside}/{protocol}")
        }
    }
}
