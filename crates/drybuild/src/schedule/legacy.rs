//! The same Dockerfile on the legacy builder's clock: one instruction after another, every stage up to the target.
//!
//! A container and an image for each step, the whole context first. What a step does is taken from the BuildKit build
//! where that ran it, and from its text where BuildKit had no need of it.

use std::collections::BTreeSet;

use dockerfile::instructions::Instruction;

use super::{duration, script};
use crate::Span;
use crate::build::Build;
use crate::graph::{Op, VertexId};

/// A build by the legacy builder, in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegacyTimeline {
    /// Sending the context, then the steps in order.
    pub steps: Vec<LegacyStep>,
    /// When the last one ended.
    pub end_ms: u64,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyStep {
    /// `Step 3/7 : RUN make`.
    pub text: String,
    /// The instruction; `None` for sending the context.
    pub span: Option<Span>,
    /// Start.
    pub start_ms: u64,
    /// End.
    pub end_ms: u64,
    /// BuildKit runs it too: what it makes is needed.
    pub is_needed: bool,
    /// Why it stops here.
    pub error: Option<String>,
}

/// Why one builder is faster, each reason with the time that it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// Of the legacy builder's time.
    pub saved_ms: u64,
}

/// How long the legacy builder takes with nothing in its cache.
#[must_use]
pub fn legacy(build: &Build) -> LegacyTimeline {
    let stages = &build.tree.stages;
    let target = build.options.target.to_lowercase();
    let named = stages
        .iter()
        .position(|stage| !target.is_empty() && stage.from.name == target);
    let stages = stages.get(..named.map_or(stages.len(), |at| at + 1));
    let stages = stages.unwrap_or_default();
    let count: usize = stages.iter().map(|stage| stage.commands.len() + 1).sum();
    let mut timeline = LegacyTimeline::default();
    let all = build.context.transfer(&[], None, |_, bytes| bytes.into());
    let context_us = micros(
        super::transfer::size_bytes(&all, None),
        duration::CONTEXT_BYTES_PER_S,
    );
    timeline.push(
        "Sending build context to Docker daemon".to_owned(),
        None,
        context_us / 1_000 + 10,
        true,
    );
    let mut pulled = BTreeSet::new();
    let mut number = 0;
    for stage in stages {
        number += 1;
        let base = stage.from.base.text.as_str();
        let is_stage = stages
            .iter()
            .any(|other| other.from.name == base.to_lowercase());
        let ms = if is_stage || base == "scratch" || !pulled.insert(base.to_owned()) {
            5
        } else {
            pull_ms(build, base)
        };
        let span = stage.origin.span;
        let code = stage.origin.code();
        let is_needed = stage
            .commands
            .iter()
            .any(|command| is_run(build, command.origin.span));
        let text = format!("Step {number}/{count} : {code}");
        timeline.push(text, Some(span), ms, is_needed || stage.commands.is_empty());
        for command in &stage.commands {
            number += 1;
            let span = command.origin.span;
            let first = command.origin.code().lines().next().unwrap_or_default();
            let text = format!("Step {number}/{count} : {first}");
            let is_needed =
                is_needed && (is_run(build, span) || !makes_vertex(&command.instruction));
            timeline.push(
                text,
                Some(span),
                step_ms(build, &command.instruction, span),
                is_needed,
            );
            if let Instruction::Run(run) = &command.instruction
                && !run.mounts.is_empty()
            {
                let error = "the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled";
                if let Some(step) = timeline.steps.last_mut() {
                    step.error = Some(error.to_owned());
                    step.end_ms = step.start_ms;
                }
                timeline.end_ms = timeline.steps.last().map_or(0, |step| step.end_ms);
                return timeline;
            }
        }
    }
    timeline
}

impl LegacyTimeline {
    fn push(&mut self, text: String, span: Option<Span>, ms: u64, is_needed: bool) {
        let start_ms = self.end_ms;
        self.end_ms += ms;
        self.steps.push(LegacyStep {
            text,
            span,
            start_ms,
            end_ms: self.end_ms,
            is_needed,
            error: None,
        });
    }

    /// Why BuildKit takes another time: a timeline of the same build.
    #[must_use]
    pub fn reasons(&self, timeline: &super::Timeline) -> Vec<Reason> {
        let length = |step: &LegacyStep| step.end_ms - step.start_ms;
        let unneeded: Vec<&LegacyStep> = self.steps.iter().filter(|step| !step.is_needed).collect();
        let unneeded_ms: u64 = unneeded.iter().map(|step| length(step)).sum();
        let cached = timeline
            .vertices
            .iter()
            .filter(|vertex| vertex.state == super::State::Cached);
        let mut reasons = Vec::new();
        let mut push = |saved_ms: u64, text: String| {
            if saved_ms > 0 {
                reasons.push(Reason { text, saved_ms });
            }
        };
        push(
            timeline.serial_ms.saturating_sub(timeline.end_ms),
            "BuildKit runs at once what does not need one another; the legacy builder runs one instruction after another".to_owned(),
        );
        push(
            unneeded_ms,
            format!(
                "{} of its steps make nothing that the target needs: BuildKit leaves them out",
                unneeded.len()
            ),
        );
        if cached.count() > 0 {
            push(
                self.end_ms.saturating_sub(timeline.serial_ms + unneeded_ms),
                "steps are cached on this builder; the legacy builder is shown without a cache"
                    .to_owned(),
            );
        } else {
            push(
                self.end_ms.saturating_sub(timeline.serial_ms + unneeded_ms),
                "every instruction is a container and an image of its own for the legacy builder, ENV and CMD too".to_owned(),
            );
        }
        reasons
    }
}

fn makes_vertex(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::Run(_) | Instruction::Copy(_) | Instruction::Add(_) | Instruction::Workdir(_)
    )
}

/// Whether a vertex of BuildKit's graph stands for an instruction.
fn is_run(build: &Build, span: Span) -> bool {
    vertices(build, span).next().is_some()
}

fn vertices(build: &Build, span: Span) -> impl Iterator<Item = VertexId> {
    let all = build.definition.vertices.iter().enumerate();
    all.filter(move |(_, vertex)| vertex.span == Some(span) && !matches!(vertex.op, Op::Source(_)))
        .map(|(index, _)| VertexId(index))
}

fn micros(bytes: u64, rate: duration::Figure) -> u64 {
    bytes.saturating_mul(1_000_000) / rate.value.max(1)
}

fn pull_ms(build: &Build, base: &str) -> u64 {
    let reference = crate::reference::Reference::parse(base);
    let identifier =
        reference.map(|reference| format!("docker-image://{}", reference.with_default_tag()));
    let layers = identifier
        .ok()
        .and_then(|name| build.source_layers.get(&name));
    let bytes: u64 = layers
        .into_iter()
        .flatten()
        .map(|layer| layer.size_bytes)
        .sum();
    let network = build.machine.network;
    let travels = bytes * duration::COMPRESSED_PERCENT.value / 100;
    let down_us = travels.saturating_mul(1_000_000) / network.download_bytes_per_s.max(1);
    let questions = duration::METADATA_ROUND_TRIPS.value * network.round_trip_ms;
    questions + (down_us + micros(bytes, duration::EXTRACT_BYTES_PER_S)) / 1_000
}

fn step_ms(build: &Build, instruction: &Instruction, span: Span) -> u64 {
    let container = duration::LEGACY_CONTAINER_MS.value + duration::LEGACY_COMMIT_MS.value;
    match instruction {
        Instruction::Run(run) => {
            let text: Vec<&str> = run
                .command
                .args
                .iter()
                .map(|word| word.text.as_str())
                .collect();
            let text = text.join(" ");
            let commands = script::commands(&text);
            let download = build.machine.network.download_bytes_per_s.max(1);
            let costs = commands.iter().map(|command| {
                let cost = duration::cost(&command.words, false);
                cost.cpu_ms + cost.wait_ms + cost.download_bytes.saturating_mul(1_000) / download
            });
            container + costs.sum::<u64>()
        }
        Instruction::Copy(_) | Instruction::Add(_) => {
            let solved = vertices(build, span).filter_map(|id| build.solution.vertex(id));
            let bytes: u64 = solved
                .map(|solved| super::plan::size_bytes(&solved.changes))
                .sum();
            duration::LEGACY_COMMIT_MS.value
                + duration::FILE_OPERATION_MS.value
                + micros(bytes, duration::COPY_BYTES_PER_S) / 1_000
        }
        _ => duration::LEGACY_METADATA_MS.value,
    }
}
