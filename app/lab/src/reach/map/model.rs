use lab_protocol::{Certainty, LineRange, Outputs, Reach, Reader, SecretReach, Sink};

/// A drawing of one secret's ways: what it comes in by, the instructions that pass it on, and the
/// kinds of places that it reaches, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    /// The boxes.
    pub(super) nodes: Vec<Node>,
    /// The lines between them.
    pub(super) edges: Vec<Edge>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// How many rows the longest column has.
    pub(super) rows: usize,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What it stands for.
    pub(super) stop: Stop,
    /// From 0, left to right.
    pub(super) column: usize,
    /// From 0, top to bottom.
    pub(super) row: usize,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The secret, as it is given to the build.
    Source,
    /// An instruction that passes it on.
    Instruction(LineRange),
    /// A kind of place, of this build or of other outputs.
    Place(Sink, Reader, Outputs),
}

/// A line between two boxes, as indices of [`Map::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// Where the secret comes from.
    pub(super) from: usize,
    /// Where it goes.
    pub(super) to: usize,
    /// That of the surest place behind it.
    pub(super) certainty: Certainty,
    /// This build's, if any place behind it is.
    pub(super) outputs: Outputs,
}

/// Draws the ways of a secret; empty if it reaches nothing.
pub(super) fn draw(reach: &SecretReach) -> Map {
    let mut map = Map::default();
    for place in &reach.reached {
        let mut from = map.node(Stop::Source);
        for stop in stops(place) {
            let to = map.node(stop);
            map.connect(from, to, place);
            from = to;
        }
    }
    map.arrange();
    map
}

/// Where a secret passes on its way to a place, the place last.
fn stops(place: &Reach) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    let passed = place.chain.iter().filter_map(|step| step.lines);
    for stop in passed.chain(place.lines).map(Stop::Instruction) {
        // Several steps of a chain can happen in one instruction.
        if !stops.contains(&stop) {
            stops.push(stop);
        }
    }
    stops.push(Stop::Place(place.sink, place.reader, place.outputs));
    stops
}

impl Map {
    fn node(&mut self, stop: Stop) -> usize {
        let known = self.nodes.iter().position(|node| node.stop == stop);
        known.unwrap_or_else(|| {
            self.nodes.push(Node {
                stop,
                column: 0,
                row: 0,
            });
            self.nodes.len() - 1
        })
    }

    fn connect(&mut self, from: usize, to: usize, place: &Reach) {
        let known = self
            .edges
            .iter_mut()
            .find(|edge| edge.from == from && edge.to == to);
        match known {
            // What is surer, and what is nearer, comes first in their order.
            Some(edge) => {
                edge.certainty = edge.certainty.min(place.certainty);
                edge.outputs = edge.outputs.min(place.outputs);
            }
            None => self.edges.push(Edge {
                from,
                to,
                certainty: place.certainty,
                outputs: place.outputs,
            }),
        }
    }

    /// Gives every box its column, right of all that it comes from, and its row.
    fn arrange(&mut self) {
        // A secret nearly always goes down the file. Where it also goes up, no box has a right
        // column: they stop where the longest way could end.
        let most = self.nodes.len().saturating_sub(1);
        for _ in 0..self.nodes.len() {
            let mut moved = false;
            for edge in &self.edges {
                let least = self.nodes.get(edge.from).map_or(0, |node| node.column + 1);
                let least = least.min(most);
                if let Some(node) = self.nodes.get_mut(edge.to)
                    && node.column < least
                {
                    node.column = least;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        let last = self.nodes.iter().map(|node| node.column).max().unwrap_or(0);
        for node in &mut self.nodes {
            if matches!(node.stop, Stop::Place(..)) {
                node.column = last;
            }
        }
        let mut heights = vec![0; last + 1];
        for node in &mut self.nodes {
            if let Some(height) = heights.get_mut(node.column) {
                node.row = *height;
                *height += 1;
            }
        }
        self.columns = if self.nodes.is_empty() { 0 } else { last + 1 };
        self.rows = heights.into_iter().max().unwrap_or(0);
    }

    /// How far a column begins below the first row, in half rows: short columns stand in the middle.
    pub(super) fn half_rows_above(&self, column: usize) -> usize {
        let height = self
            .nodes
            .iter()
            .filter(|node| node.column == column)
            .count();
        self.rows.saturating_sub(height)
    }
}

#[cfg(test)]
mod tests {
    use lab_protocol::ChainStep;

    use super::*;

    const fn line(line: u32) -> LineRange {
        LineRange {
            first: line,
            last: line,
        }
    }

    fn place(sink: Sink, certainty: Certainty, chain: &[u32]) -> Reach {
        let step = |at: &u32| ChainStep {
            text: "It goes on".to_owned(),
            lines: Some(line(*at)),
        };
        Reach {
            sink,
            outputs: Outputs::ThisBuild,
            certainty,
            place: String::new(),
            lines: chain.last().copied().map(line),
            reader: Reader::Image,
            chain: chain.iter().map(step).collect(),
            check_with: None,
        }
    }

    fn map(reached: Vec<Reach>) -> Map {
        draw(&SecretReach {
            secret: "TOKEN".to_owned(),
            sources: Vec::new(),
            reached,
        })
    }

    #[test]
    fn nothing_is_drawn_of_a_secret_that_reaches_nothing() {
        assert_eq!(map(Vec::new()), Map::default());
    }

    #[test]
    fn ways_share_their_beginning_and_places_stand_last() {
        let map = map(vec![
            place(Sink::ImageHistory, Certainty::Certain, &[2]),
            place(Sink::ImageLayer, Certainty::Certain, &[2, 5, 5]),
        ]);
        let at: Vec<_> = map
            .nodes
            .iter()
            .map(|node| (node.stop, node.column, node.row))
            .collect();
        let this_build = Outputs::ThisBuild;
        assert_eq!(
            at,
            [
                (Stop::Source, 0, 0),
                (Stop::Instruction(line(2)), 1, 0),
                (
                    Stop::Place(Sink::ImageHistory, Reader::Image, this_build),
                    3,
                    0
                ),
                (Stop::Instruction(line(5)), 2, 0),
                (
                    Stop::Place(Sink::ImageLayer, Reader::Image, this_build),
                    3,
                    1
                ),
            ]
        );
        assert_eq!((map.columns, map.rows, map.edges.len()), (4, 2, 4));
        assert_eq!((map.half_rows_above(0), map.half_rows_above(3)), (1, 0));
    }

    #[test]
    fn a_line_is_as_sure_as_the_surest_place_behind_it() {
        let map = map(vec![
            place(Sink::BuildLog, Certainty::Possible, &[3]),
            place(Sink::ImageLayer, Certainty::Certain, &[3]),
        ]);
        let sure: Vec<_> = map.edges.iter().map(|edge| edge.certainty).collect();
        assert_eq!(
            sure,
            [Certainty::Certain, Certainty::Possible, Certainty::Certain]
        );
    }

    #[test]
    fn a_way_up_the_file_ends() {
        let map = map(vec![
            place(Sink::ImageLayer, Certainty::Certain, &[4, 2]),
            place(Sink::BuildLog, Certainty::Certain, &[2, 4]),
        ]);
        assert!(map.columns <= map.nodes.len());
    }
}
