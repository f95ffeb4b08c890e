//! The seam to crate `dockerfile`: what the frontend asks of a parsed file.

mod checks;
mod expand;

use std::borrow::Cow;

use dockerfile::instructions::{Instruction, Mount, Run};
use dockerfile::{Command, Dockerfile, Node, Problem, ProblemStage, Version};

pub(super) use checks::check;
pub(super) use expand::{expand, expand_name, expand_name_of_run, expand_noting_missing};

use super::BuildError;
use super::stage::Step;
use crate::lint::Location;

/// Where an instruction stands.
pub(super) fn location(origin: &Node) -> Location {
    Location {
        span: Some(origin.span),
        lines: origin.lines.iter().collect(),
    }
}

impl<'a> Step<'a> {
    /// An instruction of the file, its sources not yet known.
    pub(super) fn new(command: &'a Command) -> Self {
        Self {
            location: location(&command.origin),
            command: Cow::Borrowed(command),
            sources: Vec::new(),
            is_trigger: false,
        }
    }
}

/// The error at which BuildKit stops reading, if any.
pub(super) fn check_syntax(dockerfile: &Dockerfile) -> Result<(), BuildError> {
    dockerfile
        .problems
        .first()
        .map_or(Ok(()), |problem| Err(error(dockerfile, problem)))
}

/// An error of the text, with its place.
pub(super) fn error(dockerfile: &Dockerfile, problem: &Problem) -> BuildError {
    let location = Location {
        span: Some(problem.span),
        lines: problem.lines.iter().collect(),
    };
    BuildError::new(dockerfile.message(problem)).at(&location)
}

/// Value of `# check=`.
pub(super) fn check_directive(dockerfile: &Dockerfile) -> Option<&str> {
    dockerfile
        .directives
        .iter()
        .find(|d| d.name == "check")
        .and_then(|d| d.value.split(' ').next())
}

/// Whether the instruction has a number in its stage's log.
pub(super) fn is_counted(instruction: &Instruction) -> bool {
    use Instruction::{Add, Copy, Run, Workdir};
    matches!(instruction, Add(_) | Copy(_) | Run(_) | Workdir(_))
}

/// For each mount the stage or image that it names, empty for none; variables are not expanded there.
pub(super) fn mount_sources(run: &Run) -> Vec<String> {
    run.mounts
        .iter()
        .map(|mount| Mount::from_as_written(&mount.text))
        .collect()
}

/// The mounts of a `RUN`, their values expanded.
pub(super) fn mounts(
    version: Version,
    run: &Run,
    mut expand: impl FnMut(&str) -> Result<String, BuildError>,
) -> Result<Vec<Mount>, BuildError> {
    let parse = |value: &dockerfile::Word| {
        let mut expand = |word: &str| expand(word).map_err(|e| e.message);
        Mount::parse(version, &value.text, &mut expand).map_err(BuildError::new)
    };
    run.mounts.iter().map(parse).collect()
}

/// Reads an `ONBUILD` trigger, which stands where no stage is.
///
/// # Errors
/// BuildKit's message, without a line.
pub(super) fn trigger(version: Version, text: &str) -> Result<Command, BuildError> {
    dockerfile::parse_trigger_as(version, text).map_err(|problem| BuildError::new(problem.message))
}

/// Whether BuildKit stops before instructions get a meaning.
fn is_unreadable(problem: &Problem) -> bool {
    problem.stage == ProblemStage::Parse
}
