use lab_protocol::{LegacyStep, LineRange, Progress, Vertex, VertexState};

use crate::graph::{state, state_name};

/// One row of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// What runs.
    pub(crate) name: String,
    /// The instruction's place.
    pub(crate) lines: Option<LineRange>,
    /// When it runs: start and end in ms, in order.
    pub(crate) times: Vec<(u64, u64)>,
    /// How it ended, for style sheets.
    pub(crate) state: &'static str,
    /// The row in words: when, how long, why.
    pub(crate) text: String,
    /// Nothing could have shortened the build but this.
    pub(crate) is_critical: bool,
}

/// The width of a bar's drawing, in its own units.
pub(crate) const WIDTH: u64 = 1000;

/// BuildKit's rows: those that ran or were told to be cached.
pub(crate) fn rows(progress: &Progress) -> Vec<Row> {
    let vertices = progress.vertices.iter().enumerate();
    vertices
        .filter(|(_, vertex)| vertex.state != VertexState::NotReached)
        .map(|(index, vertex)| Row {
            name: vertex.name.clone(),
            lines: vertex.lines,
            times: vertex.times.clone(),
            state: state_name(vertex.state),
            text: vertex_text(vertex),
            is_critical: progress
                .critical
                .iter()
                .any(|critical| *critical as usize == index),
        })
        .collect()
}

/// The classic builder's rows.
pub(crate) fn legacy_rows(progress: &Progress) -> Vec<Row> {
    let row = |step: &LegacyStep| {
        let mut text = span(step.start_ms, step.end_ms);
        if !step.needed {
            text.push_str("; BuildKit leaves it out");
        }
        if let Some(error) = &step.error {
            text.push_str("; ");
            text.push_str(error);
        }
        Row {
            name: step.text.clone(),
            lines: step.lines,
            times: vec![(step.start_ms, step.end_ms)],
            state: match (&step.error, step.needed) {
                (Some(_), _) => "failed",
                (None, true) => "done",
                (None, false) => "not-needed",
            },
            text,
            is_critical: false,
        }
    };
    progress.legacy.iter().map(row).collect()
}

fn vertex_text(vertex: &Vertex) -> String {
    let mut text = match (vertex.times.first(), vertex.times.last()) {
        (Some((start, _)), Some((_, end))) if vertex.state != VertexState::Cached => {
            span(*start, *end)
        }
        _ => state(vertex.state).to_owned(),
    };
    if vertex.download_bytes > 0 {
        text.push_str("; downloads ");
        text.push_str(&lab_protocol::decimal_size(vertex.download_bytes));
    }
    if vertex.emulated {
        text.push_str("; emulated");
    }
    if matches!(vertex.state, VertexState::Failed | VertexState::Canceled) {
        text.push_str("; ");
        text.push_str(state(vertex.state));
    }
    text
}

fn span(start_ms: u64, end_ms: u64) -> String {
    format!(
        "{} to {}, {}",
        seconds(start_ms),
        seconds(end_ms),
        seconds(end_ms.saturating_sub(start_ms))
    )
}

/// `3.4 s`
pub(crate) fn seconds(ms: u64) -> String {
    let tenths = (ms + 50) / 100;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

/// The bars of a row up to a moment: start and length in units of [`WIDTH`]. One that ran is never too short to be
/// seen.
pub(crate) fn bars(row: &Row, now_ms: u64, end_ms: u64) -> Vec<(u64, u64)> {
    const SHORTEST: u64 = 4;
    let end_ms = end_ms.max(1);
    let begun = row.times.iter().filter(|(start, _)| *start <= now_ms);
    begun
        .map(|(start, end)| {
            let at = start * WIDTH / end_ms;
            let to = (*end).min(now_ms) * WIDTH / end_ms;
            let length = to.saturating_sub(at).max(SHORTEST);
            (at.min(WIDTH - SHORTEST), length)
        })
        .collect()
}

/// The moments at which something starts or ends, to step through.
pub(crate) fn moments(progress: &Progress) -> Vec<u64> {
    let own = progress.vertices.iter().flat_map(|vertex| &vertex.times);
    let mut moments: Vec<u64> = own.flat_map(|(start, end)| [*start, *end]).collect();
    moments.push(0);
    moments.push(progress.end_ms);
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// The next moment, or the one before.
pub(crate) fn neighbour(moments: &[u64], now_ms: u64, is_forward: bool) -> u64 {
    let mut all = moments.iter().copied();
    let found = if is_forward {
        all.find(|moment| *moment > now_ms)
    } else {
        all.rfind(|moment| *moment < now_ms)
    };
    found.unwrap_or(now_ms)
}

/// Which builder is faster and by how much, in a sentence.
pub(crate) fn comparison(progress: &Progress) -> String {
    let own = format!(
        "BuildKit {}, one after another {}",
        seconds(progress.end_ms),
        seconds(progress.serial_ms)
    );
    if progress.legacy.iter().any(|step| step.error.is_some()) {
        return format!("{own}; the classic builder stops at what it does not know.");
    }
    format!(
        "{own}; the classic builder {}.",
        seconds(progress.legacy_end_ms)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex(name: &str, times: &[(u64, u64)], state: VertexState) -> Vertex {
        Vertex {
            name: name.to_owned(),
            stage: String::new(),
            lines: None,
            inputs: Vec::new(),
            times: times.to_vec(),
            state,
            why_run: None,
            download_bytes: 0,
            emulated: false,
            layer: None,
        }
    }

    fn progress() -> Progress {
        Progress {
            vertices: vec![
                vertex("a", &[(0, 1000)], VertexState::Done),
                vertex("b", &[(1000, 4000)], VertexState::Done),
                vertex("c", &[(1000, 1000)], VertexState::Cached),
                vertex("d", &[], VertexState::NotReached),
            ],
            end_ms: 4000,
            serial_ms: 5000,
            critical: vec![0, 1],
            ..Progress::default()
        }
    }

    #[test]
    fn rows_say_when_and_how_long() {
        let rows = rows(&progress());
        let texts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(
            texts,
            ["0.0 s to 1.0 s, 1.0 s", "1.0 s to 4.0 s, 3.0 s", "CACHED"]
        );
        assert!(rows[0].is_critical && !rows[2].is_critical);
        assert!(comparison(&progress()).starts_with("BuildKit 4.0 s, one after another 5.0 s"));
    }

    #[test]
    fn bars_grow_with_the_moment() {
        let rows = rows(&progress());
        assert_eq!(bars(&rows[0], 4000, 4000), [(0, 250)]);
        assert_eq!(bars(&rows[1], 4000, 4000), [(250, 750)]);
        assert_eq!(bars(&rows[1], 2000, 4000), [(250, 250)]);
        assert_eq!(bars(&rows[1], 500, 4000), []);
        // What took no time can be seen.
        assert_eq!(bars(&rows[2], 4000, 4000), [(250, 4)]);
        assert_eq!(bars(&rows[0], 0, 0), [(0, 4)]);
    }

    #[test]
    fn steps_go_from_event_to_event() {
        let moments = moments(&progress());
        assert_eq!(moments, [0, 1000, 4000]);
        assert_eq!(neighbour(&moments, 0, true), 1000);
        assert_eq!(neighbour(&moments, 1500, false), 1000);
        assert_eq!(neighbour(&moments, 4000, true), 4000);
        assert_eq!(neighbour(&moments, 0, false), 0);
    }
}
