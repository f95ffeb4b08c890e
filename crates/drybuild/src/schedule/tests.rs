use std::num::NonZeroUsize;

use super::*;
use crate::build::{self, Input};
use crate::command;
use crate::machine::{Machine, Node};
use crate::platform::Platform;
use crate::solve::Builder;

const TWO_STAGES: &str = "FROM alpine AS a\nRUN sleep 2\nFROM alpine AS b\nRUN sleep 3\nFROM alpine\nCOPY --from=a /etc /a\nCOPY --from=b /etc /b\n";

fn timeline(dockerfile: &str, machine: Machine, builder: &mut Builder) -> Timeline {
    let input = Input {
        dockerfile: dockerfile.to_owned(),
        options: command::parse("docker build -t app .", &Default::default()).options,
        machine,
        ..Input::default()
    };
    schedule(&build::build(input, builder))
}

fn bounded(slots: usize) -> Machine {
    let mut node = Node::of(Platform::linux_amd64());
    node.max_parallelism = NonZeroUsize::new(slots);
    Machine {
        nodes: vec![node],
        ..Machine::default()
    }
}

fn named<'a>(timeline: &'a Timeline, name: &str) -> &'a TimelineVertex {
    let mut found = timeline.vertices.iter();
    found.find(|vertex| vertex.name.contains(name)).unwrap()
}

#[test]
fn independent_stages_run_at_once_unless_there_is_one_slot() {
    let both = timeline(TWO_STAGES, Machine::default(), &mut Builder::default());
    let (a, b) = (named(&both, "sleep 2"), named(&both, "sleep 3"));
    assert_eq!(a.start_ms(), b.start_ms());
    assert_eq!((a.duration_ms(), b.duration_ms()), (2_140, 3_140));
    let one = timeline(TWO_STAGES, bounded(1), &mut Builder::default());
    assert_eq!(
        named(&one, "sleep 3").start_ms(),
        named(&one, "sleep 2").end_ms()
    );
    assert!(one.end_ms > both.end_ms && one.end_ms <= one.serial_ms);
}

#[test]
fn inputs_end_before_and_the_critical_path_fills_the_time() {
    for machine in [Machine::default(), bounded(1), bounded(2)] {
        let timeline = timeline(TWO_STAGES, machine, &mut Builder::default());
        for vertex in &timeline.vertices {
            for input in &vertex.inputs {
                assert!(
                    timeline.vertices[*input].end_ms() <= vertex.start_ms(),
                    "{}",
                    vertex.name
                );
            }
        }
        let path = &timeline.critical_path;
        assert_eq!(path[0].start_ms, 0);
        assert_eq!(path.last().unwrap().end_ms, timeline.end_ms);
        assert!(
            path.windows(2)
                .all(|pair| pair[0].end_ms == pair[1].start_ms)
        );
    }
}

#[test]
fn a_second_build_costs_almost_nothing() {
    let mut builder = Builder::default();
    let first = timeline(TWO_STAGES, Machine::default(), &mut builder);
    let second = timeline(TWO_STAGES, Machine::default(), &mut builder);
    assert!(second.end_ms * 5 < first.end_ms);
    assert_eq!(named(&second, "sleep 3").state, State::Cached);
    assert_eq!(named(&second, "sleep 3").duration_ms(), 0);
}

#[test]
fn a_failure_cancels_what_still_runs() {
    let text = "FROM alpine AS a\nRUN sleep 1; exit 3\nFROM alpine AS b\nRUN sleep 9\nFROM alpine\nCOPY --from=a /etc /a\nCOPY --from=b /etc /b\n";
    let timeline = timeline(text, Machine::default(), &mut Builder::default());
    assert!(matches!(named(&timeline, "exit 3").state, State::Failed(_)));
    let other = named(&timeline, "sleep 9");
    assert_eq!(other.state, State::Canceled);
    assert_eq!(other.end_ms(), named(&timeline, "exit 3").end_ms());
    assert_eq!(named(&timeline, "COPY --from=b").state, State::NotReached);
}
