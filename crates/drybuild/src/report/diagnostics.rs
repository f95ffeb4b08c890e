//! Messages: BuildKit's errors and checks, and what the simulator did not understand.

use crate::Span;
use crate::build::Build;
use crate::command::Problem;
use crate::graph::{Op, VertexId};

/// A message at a place of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// BuildKit's rule name; empty for what has none.
    pub rule: String,
    /// BuildKit's text where it has one.
    pub message: String,
    /// Where in the Dockerfile; `None` when it is about the command or the context.
    pub span: Option<Span>,
    /// What to do about it.
    pub hints: Vec<String>,
    /// A page that explains it.
    pub url: Option<String>,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build stops.
    Error,
    /// A build check of BuildKit.
    Warning,
    /// The simulator does not know what this does.
    NotUnderstood,
    /// Good to know.
    Note,
}

pub(super) fn of(build: &Build, problems: &[Problem]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = problems.iter().map(command_problem).collect();
    out.extend(failed(build));
    for check in &build.checks {
        out.push(Diagnostic {
            severity: Severity::Warning,
            rule: check.rule.name.to_owned(),
            message: check.detail.clone(),
            span: check.span,
            hints: vec![format!("instead, for example: {}", check.rule.instead())],
            url: (!check.rule.url.is_empty()).then(|| check.rule.url.to_owned()),
        });
    }
    not_understood(build, &mut out);
    out.sort_by_key(|diagnostic| {
        (
            diagnostic.span.map_or(0, |span| span.start),
            diagnostic.severity,
        )
    });
    out
}

fn command_problem(problem: &Problem) -> Diagnostic {
    let hints = Some(problem.hint.clone()).filter(|hint| !hint.is_empty());
    Diagnostic {
        severity: if problem.is_error {
            Severity::Error
        } else {
            Severity::Note
        },
        rule: String::new(),
        message: problem.message.clone(),
        span: None,
        hints: hints.into_iter().collect(),
        url: None,
    }
}

fn failed(build: &Build) -> Option<Diagnostic> {
    let (message, span) = match (&build.refused, &build.solution.failure) {
        (Some((message, span)), _) => (message.clone(), *span),
        (None, Some(failure)) => {
            let vertex = build.definition.vertex(failure.vertex);
            (
                failure.message.clone(),
                vertex.and_then(|vertex| vertex.span),
            )
        }
        (None, None) => return None,
    };
    Some(Diagnostic {
        severity: Severity::Error,
        rule: String::new(),
        message,
        span,
        hints: output_of_failure(build).into_iter().collect(),
        url: None,
    })
}

/// The last lines that the failing process printed.
fn output_of_failure(build: &Build) -> Option<String> {
    let failure = build.solution.failure.as_ref()?;
    let run = build.solution.vertex(failure.vertex)?.run.as_ref()?;
    let text = [run.stdout.text(), run.stderr.text()].concat();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.get(lines.len().saturating_sub(5)..)?;
    (!last.is_empty()).then(|| format!("the step printed: {}", last.join(" / ")))
}

fn not_understood(build: &Build, out: &mut Vec<Diagnostic>) {
    let scripts = build.scripts();
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        let run = build
            .solution
            .vertex(VertexId(index))
            .and_then(|solved| solved.run.as_ref());
        let (Some(run), Some(instruction), Op::Exec(op)) = (run, vertex.span, &vertex.op) else {
            continue;
        };
        let script = op.args.last().map(String::as_str).unwrap_or_default();
        for note in &run.notes {
            let exact = scripts.in_script(instruction, script, &note.span);
            let diagnostic = Diagnostic {
                severity: Severity::NotUnderstood,
                rule: String::new(),
                message: note.text.clone(),
                span: Some(exact.unwrap_or(instruction)),
                hints: Vec::new(),
                url: None,
            };
            if !out.contains(&diagnostic) {
                out.push(diagnostic);
            }
        }
    }
}
