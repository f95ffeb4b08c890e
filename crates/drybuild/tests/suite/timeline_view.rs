//! The machine of a page, and answers about time: the timeline, the log, the terminal's rows.

use std::fmt::Write;
use std::num::NonZeroUsize;

use drybuild::build::Build;
use drybuild::machine::{Driver, Emulation, Execution, Machine, Node};
use drybuild::platform::Platform;
use drybuild::progress;
use drybuild::schedule::{self, State, Timeline};

/// Blocks that hold such an answer.
pub(crate) const KINDS: &[&str] = &[
    "progress",
    "timeline",
    "critical",
    "screen",
    "legacy-timeline",
    "reasons",
    "rawjson",
    "failure",
];

pub(crate) fn view(kind: &str, rest: &str, build: &Build) -> String {
    let timeline = schedule::schedule(build);
    match kind {
        "progress" => progress(rest, build, &timeline),
        "failure" => progress::quiet(build),
        "timeline" => lines(&timeline),
        "critical" => critical(&timeline),
        "screen" => {
            let at_ms = seconds(rest).unwrap_or(timeline.end_ms);
            masked(&progress::screen(build, &timeline, at_ms).text(80))
        }
        "rawjson" => without_digests(&progress::raw_json(&timeline)),
        "reasons" => {
            let legacy = schedule::legacy(build);
            let mut out = format!(
                "legacy builder {}, BuildKit {}\n",
                time(legacy.end_ms),
                time(timeline.end_ms)
            );
            for reason in legacy.reasons(&timeline) {
                writeln!(out, "{} {}", time(reason.saved_ms), reason.text).unwrap();
            }
            out
        }
        _ => {
            let legacy = schedule::legacy(build);
            let steps = legacy.steps.iter().map(|step| {
                let needed = if step.is_needed { "" } else { "  (not needed)" };
                let error = step.error.as_ref().map(|error| format!("\n  {error}"));
                format!(
                    "{} {} {}{needed}{}\n",
                    time(step.start_ms),
                    time(step.end_ms),
                    step.text,
                    error.unwrap_or_default()
                )
            });
            steps.collect()
        }
    }
}

/// The log, or what of it is about the vertices whose name holds some words.
fn progress(rest: &str, build: &Build, timeline: &Timeline) -> String {
    let all = without_digests(&progress::plain(build, timeline));
    if rest.is_empty() {
        return all;
    }
    let numbers: Vec<&str> = all
        .lines()
        .filter(|line| line.starts_with('#') && line.contains(rest))
        .filter_map(|line| line.split(' ').next())
        .collect();
    let of = |line: &&str| {
        line.split(' ')
            .next()
            .is_some_and(|number| numbers.contains(&number))
    };
    all.lines()
        .filter(of)
        .map(|line| format!("{line}\n"))
        .collect()
}

fn lines(timeline: &Timeline) -> String {
    let mut out = String::new();
    for vertex in &timeline.vertices {
        let state = match &vertex.state {
            State::Done => "",
            State::Cached => "CACHED ",
            State::Failed(_) => "ERROR ",
            State::Canceled => "CANCELED ",
            State::NotReached => "not reached ",
        };
        let name = without_digests(vertex.name.lines().next().unwrap_or_default());
        let times: Vec<String> = vertex
            .intervals
            .iter()
            .map(|interval| format!("{}-{}", time(interval.start_ms), time(interval.end_ms)))
            .collect();
        let mut notes = String::new();
        if vertex.waited_ms > 0 {
            write!(notes, "  waited {}", time(vertex.waited_ms)).unwrap();
        }
        if vertex.node > 0 {
            write!(notes, "  on node {}", vertex.node + 1).unwrap();
        }
        if vertex.execution == Execution::Emulated && name.contains("RUN") {
            notes += "  emulated";
        }
        writeln!(out, "{:13} {state}{name}{notes}", times.join(" ")).unwrap();
    }
    writeln!(
        out,
        "{} in all, {} one after another",
        time(timeline.end_ms),
        time(timeline.serial_ms)
    )
    .unwrap();
    out
}

fn critical(timeline: &Timeline) -> String {
    let links = timeline.critical_path.iter().map(|link| {
        let vertex = timeline.vertices.get(link.vertex).unwrap();
        let name = without_digests(vertex.name.lines().next().unwrap_or_default());
        let length = time(link.end_ms - link.start_ms);
        format!("{length} {name}: {}\n", link.wait.text())
    });
    links.collect()
}

fn time(ms: u64) -> String {
    format!("{}.{}", ms / 1_000, ms % 1_000 / 100)
}

/// Digests stand in for those of a real build, and say nothing.
fn without_digests(text: &str) -> String {
    masked(text).replace(&"x".repeat(64), "…")
}

/// The same with as many marks as there were places.
fn masked(text: &str) -> String {
    let mut parts = text.split("sha256:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let places = part.chars().take_while(char::is_ascii_hexdigit).count();
        let rest: String = part.chars().skip(places).collect();
        write!(out, "sha256:{}{rest}", "x".repeat(places)).unwrap();
    }
    out
}

fn seconds(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u64>().ok()? * 1_000 + part.parse::<u64>().ok()?)
}

/// A `machine` block: a setting a line. Each `node` line begins a node; settings of nodes are those of the last one.
pub(crate) fn machine(body: &str) -> Machine {
    let mut machine = Machine::default();
    let parse = |text: &str| Platform::parse(text).unwrap().normalize();
    for line in body.lines() {
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        match key {
            "builder" => value.clone_into(&mut machine.builder),
            "driver" => {
                machine.driver = match value {
                    "docker" => Driver::Docker,
                    "docker-container" => Driver::DockerContainer,
                    other => panic!("no driver {other}"),
                };
            }
            "node" => machine.nodes.push(Node::of(parse(value))),
            "emulates" => {
                let emulation = match value {
                    "all" => Emulation::Installed,
                    "nothing" => Emulation::Absent,
                    list => Emulation::For(list.split(' ').map(parse).collect()),
                };
                node(&mut machine).emulation = emulation;
            }
            "max-parallelism" => {
                node(&mut machine).max_parallelism = NonZeroUsize::new(value.parse().unwrap());
            }
            "download" => machine.network.download_bytes_per_s = value.parse().unwrap(),
            "upload" => machine.network.upload_bytes_per_s = value.parse().unwrap(),
            "round-trip-ms" => machine.network.round_trip_ms = value.parse().unwrap(),
            other => panic!("a machine has no setting {other}"),
        }
    }
    machine
}

fn node(machine: &mut Machine) -> &mut Node {
    if machine.nodes.is_empty() {
        machine.nodes.push(Node::of(Platform::linux_amd64()));
    }
    machine.nodes.last_mut().unwrap()
}
