//! Which lines of the Dockerfile a value passes.

use std::collections::BTreeSet;

use dockerfile::Command;
use dockerfile::instructions::Instruction;

use super::Build;
use crate::Span;
use crate::graph::{Op, Vertex};
use crate::labelled::SecretId;

impl Build {
    /// The `ARG`s that declare a name before an instruction, those before the first `FROM` first; all where no
    /// instruction is given.
    pub(crate) fn declarations(&self, name: &str, before: Option<Span>) -> Vec<Span> {
        let global = self
            .tree
            .meta_args
            .iter()
            .filter(|meta| meta.arg.args.iter().any(|arg| arg.key.text == name));
        let mut spans: Vec<Span> = global.map(|meta| meta.origin.span).collect();
        for command in self.commands(before) {
            if let Instruction::Arg(arg) = &command.instruction
                && arg.args.iter().any(|pair| pair.key.text == name)
            {
                spans.push(command.origin.span);
            }
        }
        spans
    }

    /// How a name's value comes to an instruction under other names: the `ARG`s and `ENV`s that are set from it, as
    /// `ENV API`, as far as the instruction uses what they set.
    pub(crate) fn passed_on(&self, name: &str, to: Span) -> Vec<(String, Span)> {
        let mut known = vec![name];
        let mut found: Vec<(String, &str, &str, Span)> = Vec::new();
        for command in self.commands(Some(to)) {
            let pairs: Vec<(&str, &str)> = match &command.instruction {
                Instruction::Arg(arg) => {
                    let given = arg.args.iter();
                    given
                        .filter_map(|pair| {
                            Some((pair.key.text.as_str(), pair.value.as_ref()?.text.as_str()))
                        })
                        .collect()
                }
                Instruction::Env(env) => {
                    let given = env.pairs.iter();
                    given
                        .map(|pair| (pair.key.text.as_str(), pair.value.text.as_str()))
                        .collect()
                }
                _ => continue,
            };
            let keyword = command.origin.keyword.text.to_ascii_uppercase();
            for (key, value) in pairs {
                if known.iter().any(|known| mentions(value, known)) {
                    known.push(key);
                    found.push((format!("{keyword} {key}"), key, value, command.origin.span));
                }
            }
        }
        let text = self.dockerfile.get(to.start..to.end).unwrap_or_default();
        let mut wanted = vec![text];
        let mut kept = Vec::new();
        for (what, key, value, span) in found.into_iter().rev() {
            if span == to || wanted.iter().any(|text| mentions(text, key)) {
                wanted.push(value);
                kept.push((what, span));
            }
        }
        kept.reverse();
        kept
    }

    /// The `ARG`s and `ENV`s that stand before an instruction.
    pub(crate) fn carriers(&self, before: Option<Span>) -> Vec<Span> {
        let mut spans: Vec<Span> = self
            .tree
            .meta_args
            .iter()
            .map(|meta| meta.origin.span)
            .collect();
        for command in self.commands(before) {
            if matches!(
                command.instruction,
                Instruction::Arg(_) | Instruction::Env(_)
            ) {
                spans.push(command.origin.span);
            }
        }
        spans
    }

    /// The first instruction with this keyword whose own text holds a secret.
    pub(crate) fn literal(&self, secret: SecretId, keyword: &str) -> Option<Span> {
        let commands = self.tree.stages.iter().flat_map(|stage| &stage.commands);
        let mut spans = commands
            .filter(|command| command.origin.keyword.text.eq_ignore_ascii_case(keyword))
            .map(|command| command.origin.span);
        spans.find(|span| self.holds(*span, secret))
    }

    /// The stage of a vertex by name, `stage-<n>` where it has none.
    pub(crate) fn stage(&self, vertex: &Vertex) -> Option<String> {
        let given = vertex.stage.clone().filter(|name| !name.is_empty());
        given.or_else(|| {
            let span = vertex.span?;
            let starts = self.tree.stages.iter().map(|stage| stage.origin.span.start);
            let index = starts
                .take_while(|start| *start <= span.start)
                .count()
                .checked_sub(1)?;
            let stage = self.tree.stages.get(index)?;
            let name = stage.from.name.clone();
            Some(if name.is_empty() {
                format!("stage-{index}")
            } else {
                name
            })
        })
    }

    /// Place of a vertex among the instructions of its stage that made one (RUN, COPY, ADD, WORKDIR), from 1. BuildKit's
    /// own number counts `FROM` too.
    pub(crate) fn step(&self, vertex: &Vertex) -> Option<usize> {
        let own = vertex.step?;
        let of_stage = self.definition.vertices.iter().filter(|other| {
            other.stage == vertex.stage
                && other.span.is_some()
                && !matches!(other.op, Op::Source(_))
        });
        let earlier: BTreeSet<usize> = of_stage
            .filter_map(|other| other.step)
            .filter(|step| *step < own)
            .collect();
        Some(earlier.len() + 1)
    }

    /// The lines that an error shows around the step that failed, and that step (`Source.Print` of
    /// `solver/errdefs/source.go`).
    pub(crate) fn excerpt(&self) -> Option<(&str, Span)> {
        let failed = self.solution.failure.as_ref().map(|failure| failure.vertex);
        let span = match &self.refused {
            Some((_, span)) => (*span)?,
            None => self.definition.vertex(failed?)?.span?,
        };
        let text = self.dockerfile.as_str();
        let line_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (mut first, mut last) = (line_of(span.start), line_of(span.end.saturating_sub(1)));
        let wanted = if first == last { 4 } else { 2 };
        let mut shown = 0;
        while shown < wanted {
            if first > 0 {
                first -= 1;
                shown += 1;
            }
            if last + 1 < lines.len() {
                last += 1;
                shown += 1;
            }
            shown += 1;
        }
        let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
        let start = length(lines.get(..first)?);
        let end = start + length(lines.get(first..=last)?);
        Some((text.get(start..end)?, span))
    }

    /// The first line that holds a secret.
    pub(crate) fn first_line_with(&self, secret: SecretId) -> Option<Span> {
        let mut start = 0;
        for line in self.dockerfile.split_inclusive('\n') {
            let end = start + line.trim_end_matches(['\r', '\n']).len();
            if self.holds(Span { start, end }, secret) {
                return Some(Span { start, end });
            }
            start += line.len();
        }
        None
    }

    fn holds(&self, span: Span, secret: SecretId) -> bool {
        let text = self
            .dockerfile
            .get(span.start..span.end)
            .unwrap_or_default();
        self.planted.found_in(text.as_bytes()).contains(&secret)
    }

    /// The instructions before an instruction, of its stage and of stages that it may build on.
    fn commands(&self, before: Option<Span>) -> impl Iterator<Item = &Command> {
        let end = before.map_or(usize::MAX, |span| span.end);
        let stages: Vec<usize> = match before {
            Some(span) => self.stages_below(span),
            None => (0..self.tree.stages.len()).collect(),
        };
        let chosen = self
            .tree
            .stages
            .iter()
            .enumerate()
            .filter(move |(index, _)| stages.contains(index));
        chosen
            .flat_map(|(_, stage)| &stage.commands)
            .filter(move |command| command.origin.span.end <= end)
    }

    /// The stage that holds an instruction, and the stages that it builds on.
    fn stages_below(&self, span: Span) -> Vec<usize> {
        let starts = self.tree.stages.iter().map(|stage| stage.origin.span.start);
        let mut at = starts
            .take_while(|start| *start <= span.start)
            .count()
            .checked_sub(1);
        let mut found = Vec::new();
        while let Some(index) = at {
            if found.contains(&index) {
                break;
            }
            found.push(index);
            let base = self
                .tree
                .stages
                .get(index)
                .map(|stage| stage.from.base.text.to_lowercase());
            let earlier = self.tree.stages.get(..index).unwrap_or_default();
            at = base.and_then(|base| earlier.iter().rposition(|stage| stage.from.name == base));
        }
        found
    }
}

/// Whether a text names a variable: `$NAME`, `${NAME}`, `${NAME:-…}`.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        inner.get(..end.unwrap_or(inner.len())) == Some(name)
    })
}
