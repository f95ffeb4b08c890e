use arcstr::ArcStr;

use crate::instructions::{self, Instruction, Meaning};
use crate::parser::{self, Parser};
use crate::{
    Command, Dockerfile, Lines, MetaArg, Node, Problem, ProblemStage, Span, Stage, Version,
};

/// Reads a Dockerfile. Never fails: what is wrong is among the [`problems`](Dockerfile::problems).
///
/// Takes time linear in the text.
///
/// ```
/// let file = dockerfile::parse("FROM alpine AS base\nRUN make \\\n  all\n");
/// assert!(file.problems.is_empty());
/// assert_eq!(file.stages[0].from.name, "base");
/// assert_eq!(file.stages[0].commands[0].origin.code(), "RUN make   all");
/// ```
pub fn parse(source: &str) -> Dockerfile {
    parse_as(Version::CURRENT, source)
}

/// Reads a Dockerfile as another version of the frontend does: what that does not know is an error
/// in its words, or something else (the body of a heredoc is instructions).
#[must_use]
pub fn parse_as(version: Version, source: &str) -> Dockerfile {
    let source = ArcStr::from(source);
    let mut parser = Parser::new(version, &source);
    let mut read = Instructions::default();
    while let Some(node) = parser.next() {
        read.push(version, node);
    }
    let parsed = parser.finish();
    let mut problems = parsed.problems;
    problems.append(&mut read.problems);
    let directives = parser::directives(&source);
    Dockerfile {
        version,
        escape: parsed.escape,
        syntax: parser::syntax(&source, &directives),
        directives,
        source,
        warnings: parsed.warnings,
        meta_args: read.meta_args,
        stages: read.stages,
        left_out: read.left_out,
        problems,
    }
}

/// Reads a trigger of an `ONBUILD`, an instruction that stands alone. The spans are ranges of
/// `trigger`. The problem is the one at which BuildKit stops; its text stands alone.
pub fn parse_trigger(trigger: &str) -> Result<Command, Problem> {
    parse_trigger_as(Version::CURRENT, trigger)
}

/// [`parse_trigger`] as another version of the frontend does it.
pub fn parse_trigger_as(version: Version, trigger: &str) -> Result<Command, Problem> {
    let source = ArcStr::from(trigger);
    let mut parser = Parser::new(version, &source);
    let first = parser.next();
    let others = std::iter::from_fn(|| parser.next()).count();
    if let Some(problem) = parser.finish().problems.into_iter().next() {
        return Err(problem);
    }
    let alone = |message: &str, lines| Problem {
        stage: ProblemStage::Stage,
        message: message.to_owned(),
        span: Span::new(0, trigger.len()),
        lines,
    };
    let node = match first {
        Some(node) if others == 0 => node,
        first => {
            let message = "onbuild trigger should be a single expression";
            let count = usize::from(first.is_some()) + others;
            return Err(alone(message, Lines::new(0, count)));
        }
    };
    match instructions::read(version, &node) {
        Ok(Meaning::Command(instruction)) => Ok(Command {
            origin: node,
            instruction,
        }),
        Ok(Meaning::Stage(_)) => Err(alone(
            "FROM isn't allowed as an ONBUILD trigger",
            node.lines,
        )),
        Err(fault) => Err(Problem {
            stage: ProblemStage::Stage,
            message: fault.message,
            span: fault.span.unwrap_or(node.span),
            lines: node.lines,
        }),
    }
}

/// The instructions, grouped into stages. Follows `instructions.Parse`, which stops at the first
/// error; this one goes on.
#[derive(Default)]
struct Instructions {
    meta_args: Vec<MetaArg>,
    stages: Vec<Stage>,
    left_out: Vec<Node>,
    problems: Vec<Problem>,
    /// Behind a `FROM` that cannot be read, instructions belong to no stage that is known.
    is_lost: bool,
}

impl Instructions {
    fn push(&mut self, version: Version, node: Node) {
        match instructions::read(version, &node) {
            Ok(Meaning::Stage(from)) => {
                self.is_lost = false;
                self.stages.push(Stage {
                    origin: node,
                    from,
                    commands: Vec::new(),
                });
            }
            Ok(Meaning::Command(instruction)) if !self.is_lost => {
                self.command(node, instruction);
            }
            Ok(Meaning::Command(_)) => self.left_out.push(node),
            Err(fault) => {
                self.is_lost |= node.keyword.text.eq_ignore_ascii_case("from");
                self.problems.push(Problem {
                    stage: ProblemStage::Instruction,
                    message: fault.message,
                    span: fault.span.unwrap_or(node.span),
                    lines: node.lines,
                });
                self.left_out.push(node);
            }
        }
    }

    fn command(&mut self, origin: Node, instruction: Instruction) {
        match (self.stages.last_mut(), instruction) {
            (Some(stage), instruction) => stage.commands.push(Command {
                origin,
                instruction,
            }),
            (None, Instruction::Arg(arg)) => self.meta_args.push(MetaArg { origin, arg }),
            (None, _) => {
                self.problems.push(Problem {
                    stage: ProblemStage::Stage,
                    message: "no build stage in current context".into(),
                    span: origin.span,
                    lines: origin.lines,
                });
                self.left_out.push(origin);
            }
        }
    }
}
