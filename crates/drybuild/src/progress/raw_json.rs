//! `--progress=rawjson`: the status messages themselves, one JSON object a line (`client.SolveStatus`).

use serde_json::{Map, Value, json};

use super::event::{Event, EventKind, events};
use crate::base64;
use crate::schedule::{Timeline, TimelineVertex};
use crate::shell::Stream;

/// The messages; the virtual clock begins with the Unix epoch.
#[must_use]
pub fn raw_json(timeline: &Timeline) -> String {
    let mut out = String::new();
    let mut started: Vec<Option<u64>> = vec![None; timeline.vertices.len()];
    for moment in events(timeline).chunk_by(|one, next| one.at_ms == next.at_ms) {
        let mut status: Map<String, Value> = Map::new();
        for event in moment {
            let Some(vertex) = timeline.vertices.get(event.vertex) else {
                continue;
            };
            if event.kind == EventKind::Started
                && let Some(start) = started.get_mut(event.vertex)
            {
                *start = Some(event.at_ms);
            }
            let start = started.get(event.vertex).copied().flatten();
            let Some((list, value)) = message(timeline, vertex, event, start) else {
                continue;
            };
            let list = status.entry(list).or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(value);
            }
        }
        out += &format!("{}\n", Value::Object(status));
    }
    out
}

fn message(
    timeline: &Timeline,
    vertex: &TimelineVertex,
    event: &Event,
    start_ms: Option<u64>,
) -> Option<(&'static str, Value)> {
    let digest = digest(vertex);
    let at = time(event.at_ms);
    Some(match &event.kind {
        EventKind::Started | EventKind::Completed { .. } => {
            let inputs = vertex.inputs.iter();
            let inputs: Vec<String> = inputs
                .filter_map(|input| timeline.vertices.get(*input))
                .map(self::digest)
                .collect();
            let mut told = json!({
                "digest": digest,
                "inputs": inputs,
                "name": vertex.name,
                "started": time(start_ms?),
            });
            if let EventKind::Completed {
                is_cached,
                error,
                is_canceled,
            } = &event.kind
            {
                let told = told.as_object_mut()?;
                told.insert("completed".to_owned(), json!(at));
                if *is_cached {
                    told.insert("cached".to_owned(), json!(true));
                }
                let canceled = is_canceled.then(|| "context canceled".to_owned());
                if let Some(error) = error.clone().or(canceled) {
                    told.insert("error".to_owned(), json!(error));
                }
            }
            ("vertexes", told)
        }
        EventKind::Part {
            part,
            bytes,
            is_completed,
        } => {
            let part = vertex.parts.get(*part)?;
            let mut told = json!({
                "id": part.id,
                "vertex": digest,
                "current": bytes,
                "total": part.total_bytes,
                "timestamp": at,
                "started": time(part.start_ms),
            });
            if *is_completed {
                told.as_object_mut()?
                    .insert("completed".to_owned(), json!(at));
            }
            ("statuses", told)
        }
        EventKind::Log(line) => {
            let line = vertex.log.get(*line)?;
            let stream = match line.stream {
                Stream::Stdout => 1,
                Stream::Stderr => 2,
            };
            let data = base64::encode(format!("{}\n", line.text).as_bytes());
            let told = json!({ "vertex": digest, "stream": stream, "data": data, "timestamp": at });
            ("logs", told)
        }
        EventKind::Warning(warning) => {
            let (_, text) = vertex.warnings.get(*warning)?;
            let short = base64::encode(text.as_bytes());
            (
                "warnings",
                json!({ "vertex": digest, "level": 1, "short": short }),
            )
        }
    })
}

fn digest(vertex: &TimelineVertex) -> String {
    crate::schedule::stand_in(&vertex.name)
}

/// RFC 3339.
fn time(ms: u64) -> String {
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let (day, hour) = (seconds / 86_400 + 1, seconds / 3_600 % 24);
    let (minute, second) = (seconds / 60 % 60, seconds % 60);
    format!("1970-01-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
}
