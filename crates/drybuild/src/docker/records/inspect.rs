//! `docker buildx history inspect`.

use serde_json::{Map, Value, json};

use super::super::command::fail;
use super::super::flags::Given;
use super::super::{Docker, table, template};
use super::{Record, duration, find, name};
use crate::attestation::UNKNOWN;
use crate::build::Build;
use crate::machine::Driver;
use crate::options::NoCache;
use crate::progress;
use crate::schedule::{Timeline, schedule, stand_in};
use crate::shell::{Exit, Process};

/// A record as buildx tells it: label and value, in groups.
struct Told {
    head: Vec<[String; 2]>,
    named_contexts: Vec<[String; 2]>,
    run: Vec<[String; 2]>,
    config: Vec<[String; 2]>,
    build_args: Vec<[String; 2]>,
    labels: Vec<[String; 2]>,
    materials: Vec<[String; 2]>,
}

/// How many vertices there were.
pub(super) struct Steps {
    pub(super) completed: usize,
    pub(super) total: usize,
    pub(super) cached: usize,
}

impl Steps {
    pub(super) fn of(build: &Build) -> Self {
        Self::in_timeline(&schedule(build))
    }

    /// Of the vertices that the client was told of (`ImportStatus` of `solver/llbsolver/history`).
    fn in_timeline(timeline: &Timeline) -> Self {
        use crate::schedule::State;
        let told = timeline
            .vertices
            .iter()
            .filter(|vertex| vertex.state != State::NotReached);
        let mut steps = Self {
            completed: 0,
            total: 0,
            cached: 0,
        };
        for vertex in told {
            steps.total += 1;
            steps.completed += 1;
            steps.cached += usize::from(vertex.state == State::Cached);
        }
        steps
    }
}

pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, &[("--builder", true), ("--format", true)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let reference = given.operands.first().map_or("", String::as_str);
    let folder = String::from_utf8_lossy(&process.files().cwd).into_owned();
    let (builder, record, build) = match find(docker, given.value("--builder"), reference) {
        Ok(found) => found,
        Err(message) => return fail(process, &message),
    };
    let node = builder.nodes.first().map_or("", |node| node.name.as_str());
    let full = format!("{}/{node}/{}", builder.name, record.reference);
    let timeline = schedule(build);
    let told = tell(record, build, builder.driver, &timeline, &folder);
    let text = match given.value("--format") {
        None | Some("pretty") => pretty(&told, record, build, &full, reference.is_empty()),
        Some("json") => format!("{:#}\n", document(&told, record, build, &timeline)),
        Some(format) => match template::fill(format, &document(&told, record, build, &timeline)) {
            Ok(text) => text + "\n",
            Err(message) => return fail(process, &message),
        },
    };
    process.print(text);
    Exit::SUCCESS
}

fn tell(record: &Record, build: &Build, driver: Driver, timeline: &Timeline, folder: &str) -> Told {
    let options = &build.options;
    let row = |label: &str, value: String| [label.to_owned(), value];
    let sorted = |pairs: &[(String, String)]| {
        let mut rows: Vec<[String; 2]> = pairs
            .iter()
            .map(|(key, value)| [key.clone(), value.clone()])
            .collect();
        rows.sort();
        rows
    };
    let mut head = vec![row("Name", name::of(record, build))];
    head.push(row("Ref", record.reference.clone()));
    head.push(row("Context", below(&record.context, folder, ".")));
    let dockerfile = match record.dockerfile.as_str() {
        "" => "Dockerfile".to_owned(),
        path => below(path, &record.context, "."),
    };
    head.push(row("Dockerfile", dockerfile));
    head.push(row("Target", options.target.clone()));
    let platforms: Vec<String> = options.platforms.iter().map(|one| one.format()).collect();
    head.push(row("Platforms", platforms.join(", ")));
    head.retain(|[_, value]| !value.is_empty());

    let steps = Steps::in_timeline(timeline);
    let mut run = vec![
        row("Started", clock(record.started_minutes)),
        row("Duration", duration(timeline.end_ms)),
    ];
    if let Some(message) = build.error() {
        run.push(row("Error", format!("Unknown {message}")));
    }
    #[expect(clippy::cast_precision_loss, reason = "a share in whole per cent")]
    let share = steps.cached as f64 / steps.total.max(1) as f64 * 100.0;
    run.push(row(
        "Build Steps",
        format!("{}/{} ({share:.0}% cached)", steps.completed, steps.total),
    ));

    let raw = |key: &str| options.raw.get(key).cloned().unwrap_or_default();
    let mut config = vec![
        row("Network", raw("force-network-mode")),
        row("Hostname", raw("hostname")),
    ];
    if driver == Driver::Docker {
        config.push(row("Image Resolve Mode", "local".to_owned()));
    }
    if options.platforms.len() > 1 {
        config.push(row("Multi-Platform", "true".to_owned()));
    }
    match &options.no_cache {
        NoCache::Off => {}
        NoCache::All => config.push(row("No Cache", "true".to_owned())),
        NoCache::Stages(stages) => config.push(row("No Cache Filter", stages.join(", "))),
    }
    config.retain(|[_, value]| !value.is_empty());

    Told {
        head,
        named_contexts: sorted(&options.contexts),
        run,
        config,
        build_args: sorted(&options.build_args),
        labels: sorted(&options.labels),
        materials: materials(record),
    }
}

/// What the build was made from, as its provenance says it.
fn materials(record: &Record) -> Vec<[String; 2]> {
    let provenance = record
        .attachments
        .iter()
        .find(|one| one.kind.starts_with("https://slsa.dev/provenance/"));
    let document: Value = provenance
        .and_then(|one| serde_json::from_str(&one.text).ok())
        .unwrap_or_default();
    let found = document.pointer("/buildDefinition/resolvedDependencies");
    let found = found.and_then(Value::as_array).into_iter().flatten();
    found
        .filter_map(|one| {
            let uri = one.get("uri")?.as_str()?;
            let digests = one.get("digest")?.as_object()?.iter();
            let digests: Vec<String> = digests
                .filter_map(|(kind, digest)| {
                    let digest = digest.as_str()?;
                    if digest != UNKNOWN {
                        return Some(format!("{kind}:{digest}"));
                    }
                    let stand_in = stand_in(uri);
                    Some(format!("{kind}:{}", stand_in.strip_prefix("sha256:")?))
                })
                .collect();
            Some([uri.to_owned(), digests.join(", ")])
        })
        .collect()
}

fn pretty(told: &Told, record: &Record, build: &Build, full: &str, shows_ref: bool) -> String {
    let labelled = |rows: &[[String; 2]]| {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .filter(|[label, _]| shows_ref || label != "Ref")
            .map(|[label, value]| vec![format!("{label}:"), value.clone()])
            .collect();
        table::tabbed(&rows)
    };
    let listed = |title: [&str; 2], rows: &[[String; 2]]| {
        if rows.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = std::iter::once(title.map(str::to_owned).to_vec())
            .chain(rows.iter().map(|row| row.to_vec()))
            .collect();
        table::tabbed(&rows) + "\n"
    };
    let mut out = labelled(&told.head) + "\n";
    out += &listed(["NAMED CONTEXT", "VALUE"], &told.named_contexts);
    out += &(labelled(&told.run) + "\n");
    out += &(labelled(&told.config) + "\n");
    out += &listed(["BUILD ARG", "VALUE"], &told.build_args);
    out += &listed(["LABEL", "VALUE"], &told.labels);
    if !told.materials.is_empty() {
        out += "Materials:\n";
        out += &listed(["URI", "DIGEST"], &told.materials);
    }
    if !record.attachments.is_empty() {
        let mut rows = vec![vec!["DIGEST", "PLATFORM", "TYPE"]];
        rows.extend(record.attachments.iter().map(|one| {
            vec![
                one.digest.as_str(),
                one.platform.as_str(),
                one.kind.as_str(),
            ]
        }));
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| row.into_iter().map(str::to_owned).collect())
            .collect();
        out += "Attachments:\n";
        out += &(table::tabbed(&rows) + "\n");
    }
    if build.error().is_some() {
        out += &progress::excerpt(build);
        out += "\n";
        out += &logs(build);
        out += "Enable --debug to see stack traces for error\n";
    }
    out += &format!(
        "Print build logs: docker buildx history logs {}\n",
        record.reference
    );
    out + &format!("View build in Docker Desktop: {}\n", link(full))
}

/// The last lines of the step that failed.
fn logs(build: &Build) -> String {
    /// As many as buildx shows.
    const MOST: usize = 16;
    let timeline = schedule(build);
    let failed = timeline.vertices.iter().find(|vertex| {
        matches!(vertex.state, crate::schedule::State::Failed(_)) && !vertex.log.is_empty()
    });
    let Some(failed) = failed else {
        return String::new();
    };
    let mut out = format!("Logs:\n> => {}:\n", failed.name);
    let skipped = failed.log.len().saturating_sub(MOST);
    for line in failed.log.iter().skip(skipped) {
        out += &format!("> {}\n", line.text);
    }
    out + "\n"
}

/// The same for `--format`.
fn document(told: &Told, record: &Record, build: &Build, timeline: &Timeline) -> Value {
    let named = |rows: &[[String; 2]]| {
        let rows = rows.iter();
        rows.map(|[name, value]| json!({ "Name": name, "Value": value }))
            .collect::<Vec<_>>()
    };
    let steps = Steps::in_timeline(timeline);
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            all.insert(key.to_owned(), value);
        }
    };
    for [label, value] in &told.head {
        match label.as_str() {
            "Platforms" => put("Platform", value.split(", ").collect::<Vec<_>>().into()),
            label => put(label, value.as_str().into()),
        }
    }
    put("NamedContexts", named(&told.named_contexts).into());
    put("StartedAt", rfc3339(record.started_minutes, 0).into());
    put(
        "CompletedAt",
        rfc3339(record.started_minutes, timeline.end_ms).into(),
    );
    put("Duration", (timeline.end_ms * 1_000_000).into());
    match build.error() {
        Some(message) => {
            put("Status", "failed".into());
            put("Error", json!({ "Code": 2, "Message": message }));
        }
        None => put("Status", "completed".into()),
    }
    put("NumCompletedSteps", steps.completed.into());
    put("NumTotalSteps", steps.total.into());
    put("NumCachedSteps", steps.cached.into());
    put("BuildArgs", named(&told.build_args).into());
    put("Labels", named(&told.labels).into());
    let config = told.config.iter().map(|[label, value]| {
        let value = match (label.as_str(), value.as_str()) {
            ("No Cache" | "Multi-Platform", "true") => true.into(),
            ("No Cache Filter", stages) => stages.split(", ").collect::<Vec<_>>().into(),
            (_, value) => value.into(),
        };
        (label.replace([' ', '-'], ""), value)
    });
    put("Config", Value::Object(config.collect()));
    let materials = told.materials.iter().map(
        |[uri, digests]| json!({ "URI": uri, "Digests": digests.split(", ").collect::<Vec<_>>() }),
    );
    put("Materials", materials.collect());
    let attachments = record.attachments.iter().map(|one| {
        let mut about = json!({ "Digest": one.digest });
        if let Some(about) = about.as_object_mut() {
            if !one.platform.is_empty() {
                about.insert("Platform".to_owned(), one.platform.as_str().into());
            }
            about.insert("Type".to_owned(), one.kind.as_str().into());
        }
        about
    });
    put("Attachments", attachments.collect());
    Value::Object(all)
}

/// A path as it is seen from a folder that it lies in.
fn below(path: &str, folder: &str, itself: &str) -> String {
    match path.strip_prefix(folder) {
        Some("") => itself.to_owned(),
        Some(rest) if rest.starts_with('/') => rest.trim_start_matches('/').to_owned(),
        _ => path.to_owned(),
    }
}

pub(super) fn link(full_reference: &str) -> String {
    format!("docker-desktop://dashboard/build/{full_reference}")
}

/// The day that the terminal's clock begins on, at nine: that of the BuildKit that was measured.
const DAY: u64 = 21;

fn time(minutes: u64) -> (u64, u64, u64) {
    let minutes = 9 * 60 + minutes;
    (DAY + minutes / 1440, minutes / 60 % 24, minutes % 60)
}

fn clock(minutes: u64) -> String {
    let (day, hour, minute) = time(minutes);
    format!("2026-08-{day:02} {hour:02}:{minute:02}:00")
}

pub(super) fn rfc3339(minutes: u64, later_ms: u64) -> String {
    let (day, hour, minute) = time(minutes + later_ms / 60_000);
    let (second, ms) = (later_ms / 1000 % 60, later_ms % 1000);
    let fraction = if ms == 0 {
        String::new()
    } else {
        format!(".{ms:03}").trim_end_matches('0').to_owned()
    };
    format!("2026-08-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}
