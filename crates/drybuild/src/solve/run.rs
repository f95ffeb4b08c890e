//! Runs one vertex on what its inputs hold.

use std::rc::Rc;

use super::cache::record::{self, Record, RecordId, RecordKind};
use super::evaluate::Evaluation;
use super::{Failed, Scripts, Solved, copy, emulation, exec, file, source};
use crate::filesystem::{FileSystem, diff};
use crate::graph::{ActionInput, Edge, Op};
use crate::shell::Outcome;

/// What the vertex makes.
pub(super) fn run(index: usize, evaluation: &mut Evaluation<'_>) -> Result<Solved, Box<Failed>> {
    let definition = evaluation.definition;
    let Some(vertex) = definition.vertices.get(index) else {
        return Ok(Solved::default());
    };
    let script = Scripts::number(vertex);
    let inputs: Vec<FileSystem> = vertex
        .inputs
        .iter()
        .map(|edge| evaluation.files(*edge))
        .collect();
    let empty = FileSystem::new();
    let client = evaluation.client;
    match &vertex.op {
        Op::Source(source) => Ok(Solved {
            outputs: vec![source::files(source, client)],
            ..Solved::default()
        }),
        Op::File(op) => {
            let sources = vertex
                .inputs
                .iter()
                .map(|edge| definition.vertex(edge.vertex));
            let scene = file::Scene {
                script,
                sources: sources.collect(),
            };
            let results = file::run(op, &scene, &inputs, client)?;
            let lower = op.actions.iter().find_map(|action| match action.input {
                ActionInput::Input(input) => inputs.get(input),
                _ => None,
            });
            Ok(made(lower.unwrap_or(&empty), results, None))
        }
        Op::Exec(op) => {
            emulation::check(op, vertex, client)?;
            let records: Vec<_> = vertex
                .inputs
                .iter()
                .map(|edge| evaluation.record_of(*edge))
                .collect();
            let sources = exec::Inputs {
                files: &inputs,
                records: &records,
            };
            let (outputs, outcome) = exec::run(op, script, &sources, client, evaluation.builder)?;
            let root = op.mounts.iter().find(|mount| mount.dest == "/");
            let lower = root.and_then(|mount| inputs.get(mount.input?));
            Ok(made(lower.unwrap_or(&empty), outputs, Some(outcome)))
        }
        Op::Merge(order) => {
            let first = order.first().and_then(|first| inputs.get(*first));
            let mut merged = first.unwrap_or(&empty).layer();
            let lower = merged.clone();
            for index in order.iter().skip(1) {
                if let Some(upper) = inputs.get(*index) {
                    copy::overlay(upper, &mut merged);
                }
            }
            let mut solved = made(&lower, vec![merged], None);
            // A linked layer is kept as it was made: with its folders, whatever lies below.
            if let Some(linked) = order.last().and_then(|last| inputs.get(*last)) {
                solved.changes = Rc::new(diff(&empty, linked));
            }
            Ok(solved)
        }
        Op::Diff { lower, upper } => {
            let find = |at: &Option<usize>| at.and_then(|at| inputs.get(at)).unwrap_or(&empty);
            Ok(made(find(lower), vec![find(upper).clone()], None))
        }
    }
}

fn made(lower: &FileSystem, outputs: Vec<FileSystem>, run: Option<Outcome>) -> Solved {
    let changes = outputs.first().map(|upper| diff(lower, upper));
    Solved {
        outputs,
        changes: Rc::new(changes.unwrap_or_default()),
        run: run.map(Rc::new),
        is_cached: false,
    }
}

impl Evaluation<'_> {
    fn files(&self, edge: Edge) -> FileSystem {
        let held = self
            .states
            .get(edge.vertex.0)
            .and_then(|state| state.held.as_ref());
        held.and_then(|held| held.solved.outputs.get(edge.output))
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn record_of(&self, edge: Edge) -> Option<RecordId> {
        self.states.get(edge.vertex.0)?.held.as_ref()?.record
    }

    /// Writes a result down, as `docker buildx du` lists it.
    pub(super) fn record(&mut self, index: usize, solved: &Solved) -> Option<RecordId> {
        let vertex = self.definition.vertices.get(index)?;
        let bases: Vec<Edge> = match &vertex.op {
            Op::Merge(order) => order
                .iter()
                .filter_map(|at| vertex.inputs.get(*at).copied())
                .collect(),
            _ => vertex.root_input().into_iter().collect(),
        };
        let mut record = Record {
            parents: bases
                .into_iter()
                .filter_map(|edge| self.record_of(edge))
                .collect(),
            size_bytes: record::size_bytes(&solved.changes),
            solved: Some(solved.clone()),
            is_unmerged: matches!(vertex.op, Op::Merge(_)),
            ..Record::default()
        };
        match &vertex.op {
            Op::Source(source) => {
                let (scheme, rest) = source.identifier.split_once("://")?;
                match scheme {
                    "local" => return self.builder.local_source(rest, solved),
                    "docker-image" | "oci-layout" => {
                        return Some(source::pulled(source, self.client, solved, self.builder));
                    }
                    "git" => {
                        record.kind = RecordKind::GitCheckout;
                        record.description = format!("git snapshot for {rest}");
                    }
                    _ => record.description = format!("http url {}", source.identifier),
                }
            }
            Op::Exec(op) => record.description = format!("mount / from exec {}", op.args.join(" ")),
            _ => record.description.clone_from(&vertex.name),
        }
        Some(self.builder.add(record))
    }
}
