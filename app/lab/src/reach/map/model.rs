use lab_protocol::{Certainty, LineRange, Outputs, Reach, Reader, SecretReach, Sink};

/// A drawing of one secret's ways, in two columns: what it comes in by and below it the
/// instructions that pass it on, as they stand in the file; and beside them the kinds of places
/// that it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    /// The boxes.
    pub(super) nodes: Vec<Node>,
    /// The lines between them.
    pub(super) edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What it stands for.
    pub(super) stop: Stop,
    /// From 0, top to bottom, in its own column.
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

impl Stop {
    /// Whether it stands in the second column.
    pub(super) fn is_place(self) -> bool {
        matches!(self, Self::Place(..))
    }
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
    map.number_rows();
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
    /// How many rows the longer column has.
    pub(super) fn rows(&self) -> usize {
        let below = self.nodes.iter().map(|node| node.row + 1);
        below.max().unwrap_or(0)
    }

    fn node(&mut self, stop: Stop) -> usize {
        let known = self.nodes.iter().position(|node| node.stop == stop);
        known.unwrap_or_else(|| {
            self.nodes.push(Node { stop, row: 0 });
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

    fn number_rows(&mut self) {
        let mut in_file: Vec<LineRange> = Vec::new();
        for node in &self.nodes {
            if let Stop::Instruction(range) = node.stop
                && let Err(at) = in_file.binary_search(&range)
            {
                in_file.insert(at, range);
            }
        }
        let mut places = 0..;
        for node in &mut self.nodes {
            node.row = match node.stop {
                Stop::Source => 0,
                Stop::Instruction(range) => in_file.partition_point(|other| *other < range) + 1,
                Stop::Place(..) => places.next().unwrap_or(0),
            };
        }
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
    fn ways_share_their_beginning_and_follow_the_file() {
        let map = map(vec![
            place(Sink::ImageHistory, Certainty::Certain, &[2]),
            place(Sink::ImageLayer, Certainty::Certain, &[2, 7, 7]),
            place(Sink::BuildLog, Certainty::Certain, &[2, 5]),
        ]);
        let rows = |is_place: bool| {
            let column = map.nodes.iter();
            let column = column.filter(move |node| node.stop.is_place() == is_place);
            column.map(|node| (node.stop, node.row)).collect::<Vec<_>>()
        };
        let instructions = [(2, 1), (7, 3), (5, 2)];
        let mut first = vec![(Stop::Source, 0)];
        first.extend(instructions.map(|(at, row)| (Stop::Instruction(line(at)), row)));
        assert_eq!(rows(false), first);
        let sinks = [Sink::ImageHistory, Sink::ImageLayer, Sink::BuildLog];
        let place = |sink| Stop::Place(sink, Reader::Image, Outputs::ThisBuild);
        let second = [0, 1, 2].map(|row| (place(sinks[row]), row));
        assert_eq!(rows(true), second);
        assert_eq!((map.rows(), map.edges.len()), (4, 6));
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
}
