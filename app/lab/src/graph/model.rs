use lab_protocol::{Progress, Vertex, VertexState};

/// A drawing of the graph: stages are lanes from left to right, steps stand below what they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drawing {
    /// The boxes.
    pub(crate) nodes: Vec<Node>,
    /// The lines between them.
    pub(crate) edges: Vec<Edge>,
    /// Names of the lanes, left to right.
    pub(crate) lanes: Vec<String>,
    /// How many rows there are.
    pub(crate) rows: usize,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// The vertex's index in the report.
    pub(crate) vertex: usize,
    /// From 0, left to right.
    pub(crate) lane: usize,
    /// From 0, top to bottom.
    pub(crate) row: usize,
    /// What it does, without the stage.
    pub(crate) label: String,
}

/// A line from a box to one that needs it, as indices of [`Drawing::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    /// What is needed.
    pub(crate) from: usize,
    /// What needs it.
    pub(crate) to: usize,
}

/// Draws a graph; what the builder does on its own is left out, but for sending the context.
pub(crate) fn draw(progress: &Progress) -> Drawing {
    let mut drawing = Drawing::default();
    let mut place_of: Vec<Option<usize>> = Vec::new();
    for (index, vertex) in progress.vertices.iter().enumerate() {
        let Some((lane, label)) = lane_and_label(vertex) else {
            place_of.push(None);
            continue;
        };
        let lane = drawing.lane(lane);
        let needed: Vec<usize> = vertex
            .inputs
            .iter()
            .filter_map(|input| place_of.get(*input as usize).copied().flatten())
            .collect();
        let below = |at: &usize| drawing.nodes.get(*at).map_or(0, |node| node.row + 1);
        let mut row = needed.iter().map(below).max().unwrap_or(0);
        // Two steps never share a place.
        while drawing
            .nodes
            .iter()
            .any(|node| node.lane == lane && node.row >= row)
        {
            row += 1;
        }
        let to = drawing.nodes.len();
        let edges = needed.into_iter().map(|from| Edge { from, to });
        drawing.edges.extend(edges);
        drawing.rows = drawing.rows.max(row + 1);
        drawing.nodes.push(Node {
            vertex: index,
            lane,
            row,
            label,
        });
        place_of.push(Some(to));
    }
    drawing
}

impl Drawing {
    fn lane(&mut self, name: String) -> usize {
        match self.lanes.iter().position(|lane| *lane == name) {
            Some(lane) => lane,
            None => {
                self.lanes.push(name);
                self.lanes.len() - 1
            }
        }
    }
}

/// The lane of a vertex and what it does; `None` for what is not drawn.
fn lane_and_label(vertex: &Vertex) -> Option<(String, String)> {
    let (prefix, rest) = vertex.name.strip_prefix('[')?.split_once("] ")?;
    if prefix == "internal" {
        let is_context = rest.starts_with("load build context");
        return is_context.then(|| ("client".to_owned(), "build context".to_owned()));
    }
    if prefix == "auth" {
        return None;
    }
    // `linux/amd64 builder 2/5`: the counter is not the stage's.
    let counted = |word: &str| {
        word.split_once('/').is_some_and(|(step, count)| {
            step.trim().parse::<u32>().is_ok() && count.parse::<u32>().is_ok()
        })
    };
    let words: Vec<&str> = prefix
        .split_whitespace()
        .filter(|word| !counted(word))
        .collect();
    let lane = match words.as_slice() {
        [] if vertex.stage.is_empty() => "stage".to_owned(),
        [] => vertex.stage.clone(),
        words => words.join(" "),
    };
    Some((lane, rest.to_owned()))
}

/// As much of a text as a box has room for.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// How a vertex ended, in words.
pub(crate) fn state(state: VertexState) -> &'static str {
    match state {
        VertexState::Done => "ran",
        VertexState::Cached => "CACHED",
        VertexState::Failed => "failed",
        VertexState::Canceled => "canceled",
        VertexState::NotReached => "not reached",
    }
}

/// The same for style sheets.
pub(crate) fn state_name(state: VertexState) -> &'static str {
    match state {
        VertexState::Done => "done",
        VertexState::Cached => "cached",
        VertexState::Failed => "failed",
        VertexState::Canceled => "canceled",
        VertexState::NotReached => "not-reached",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex(name: &str, stage: &str, inputs: &[u32]) -> Vertex {
        Vertex {
            name: name.to_owned(),
            stage: stage.to_owned(),
            lines: None,
            inputs: inputs.to_vec(),
            times: Vec::new(),
            state: VertexState::Done,
            why_run: None,
            download_bytes: 0,
            emulated: false,
            layer: None,
        }
    }

    #[test]
    fn stages_are_lanes_and_steps_stand_below_what_they_need() {
        let drawing = draw(&Progress {
            vertices: vec![
                vertex("[internal] load build definition from Dockerfile", "", &[]),
                vertex("[internal] load build context", "", &[]),
                vertex("[build 1/2] FROM alpine", "build", &[]),
                vertex("[build 2/2] RUN make", "build", &[2, 1]),
                vertex("[stage-1 1/2] FROM alpine", "stage-1", &[]),
                vertex("[stage-1 2/2] COPY --from=build /a /", "stage-1", &[4, 3]),
                vertex("exporting to image", "", &[5]),
            ],
            ..Progress::default()
        });
        assert_eq!(drawing.lanes, ["client", "build", "stage-1"]);
        let at: Vec<_> = drawing
            .nodes
            .iter()
            .map(|node| (node.lane, node.row))
            .collect();
        assert_eq!(at, [(0, 0), (1, 0), (1, 1), (2, 0), (2, 2)]);
        assert_eq!(drawing.rows, 3);
        let edges: Vec<_> = drawing
            .edges
            .iter()
            .map(|edge| (edge.from, edge.to))
            .collect();
        assert_eq!(edges, [(1, 2), (0, 2), (3, 4), (2, 4)]);
        assert_eq!(drawing.nodes[4].label, "COPY --from=build /a /");
    }

    #[test]
    fn platforms_have_lanes_of_their_own() {
        let drawing = draw(&Progress {
            vertices: vec![
                vertex("[linux/amd64 1/2] FROM alpine", "stage-0", &[]),
                vertex("[linux/arm64 1/2] FROM alpine", "stage-0", &[]),
                vertex("[2/2] RUN true", "stage-0", &[0]),
            ],
            ..Progress::default()
        });
        assert_eq!(drawing.lanes, ["linux/amd64", "linux/arm64", "stage-0"]);
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shortened("RUN make all", 20), "RUN make all");
        assert_eq!(shortened("RUN make all", 9), "RUN make…");
    }
}
