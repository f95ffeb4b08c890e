use arcstr::ArcStr;

use crate::instructions::{self, Instruction, Meaning};
use crate::parser;
use crate::{
    Command, Dockerfile, Lines, MetaArg, Node, Origin, Problem, ProblemStage, Span, Stage, Version,
};

/// Reads a Dockerfile. Never fails: what is wrong is among the [`problems`](Dockerfile::problems).
///
/// Takes time linear in the text.
///
/// ```
/// let file = dockerfile::parse("FROM alpine AS base\nRUN make \\\n  all\n");
/// assert!(file.problems.is_empty());
/// assert_eq!(file.stages[0].from.name, "base");
/// assert_eq!(file.stages[0].commands[0].origin.code, "RUN make   all");
/// ```
pub fn parse(source: &str) -> Dockerfile {
    parse_as(Version::CURRENT, source)
}

/// Reads a Dockerfile as another version of the frontend does: what that does not know is an error
/// in its words, or something else (the body of a heredoc is instructions).
#[must_use]
pub fn parse_as(version: Version, source: &str) -> Dockerfile {
    let source = ArcStr::from(source);
    let parsed = parser::parse(version, &source);
    let mut file = Dockerfile {
        version,
        escape: parsed.escape,
        directives: parser::directives(&source),
        syntax: parser::syntax(&source),
        source,
        nodes: parsed.nodes,
        warnings: parsed.warnings,
        meta_args: Vec::new(),
        stages: Vec::new(),
        problems: parsed.problems,
    };
    read_stages(&mut file);
    file
}

/// Reads a trigger of an `ONBUILD`, an instruction that stands alone. The spans are ranges of
/// `trigger`. The problem is the one at which BuildKit stops; its text stands alone.
pub fn parse_trigger(trigger: &str) -> Result<Command, Problem> {
    parse_trigger_as(Version::CURRENT, trigger)
}

/// [`parse_trigger`] as another version of the frontend does it.
pub fn parse_trigger_as(version: Version, trigger: &str) -> Result<Command, Problem> {
    let parsed = parser::parse(version, &ArcStr::from(trigger));
    if let Some(problem) = parsed.problems.into_iter().next() {
        return Err(problem);
    }
    let alone = |message: &str, lines| Problem {
        stage: ProblemStage::Stage,
        message: message.to_owned(),
        span: Span::new(0, trigger.len()),
        lines,
    };
    let [node] = parsed.nodes.as_slice() else {
        let message = "onbuild trigger should be a single expression";
        return Err(alone(message, Lines::new(0, parsed.nodes.len())));
    };
    match instructions::read(version, node) {
        Ok(Meaning::Command(instruction)) => Ok(Command {
            origin: origin(node),
            instruction,
        }),
        Ok(Meaning::Stage(_)) => Err(alone(
            "*instructions.Stage is not a command type",
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

/// Groups the instructions into stages. Follows `instructions.Parse`, which stops at the first
/// error; this one goes on.
fn read_stages(file: &mut Dockerfile) {
    // Behind a `FROM` that cannot be read, instructions belong to no stage that is known.
    let mut is_lost = false;
    for node in &file.nodes {
        match instructions::read(file.version, node) {
            Ok(Meaning::Stage(from)) => {
                is_lost = false;
                file.stages.push(Stage {
                    origin: origin(node),
                    from,
                    commands: Vec::new(),
                });
            }
            Ok(Meaning::Command(instruction)) if !is_lost => {
                let origin = origin(node);
                match (file.stages.last_mut(), instruction) {
                    (Some(stage), instruction) => {
                        stage.commands.push(Command {
                            origin,
                            instruction,
                        });
                    }
                    (None, Instruction::Arg(arg)) => file.meta_args.push(MetaArg { origin, arg }),
                    (None, _) => file.problems.push(Problem {
                        stage: ProblemStage::Stage,
                        message: "no build stage in current context".into(),
                        span: node.span,
                        lines: node.lines,
                    }),
                }
            }
            Ok(Meaning::Command(_)) => {}
            Err(fault) => {
                is_lost |= node.keyword.text.eq_ignore_ascii_case("from");
                file.problems.push(Problem {
                    stage: ProblemStage::Instruction,
                    message: fault.message,
                    span: fault.span.unwrap_or(node.span),
                    lines: node.lines,
                });
            }
        }
    }
}

fn origin(node: &Node) -> Origin {
    Origin {
        keyword: node.keyword.clone(),
        code: node.original.text.substr_using(str::trim),
        flags: node.flags.clone(),
        comments: node.comments.clone(),
        lines: node.lines,
        span: node.span,
    }
}
