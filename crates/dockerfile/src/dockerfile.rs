use arcstr::ArcStr;

use crate::instructions::{Arg, From, Instruction};
use crate::{Lex, Lines, Problem, ProblemStage, SourceText, Span, Text, Version, Word, Words};

/// A Dockerfile as BuildKit's parser and instruction reader see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Dockerfile {
    /// As which version of the frontend it was read.
    pub version: Version,
    /// The text it was read from; all spans are ranges of it.
    pub source: ArcStr,
    /// `\`, or `` ` `` after `` # escape=` ``.
    pub escape: char,
    /// The first `syntax`, `escape` and `check` directive that BuildKit recognises, in source order.
    pub directives: Vec<Directive>,
    /// The image that BuildKit hands the Dockerfile to, also written as `// syntax=` or as JSON.
    pub syntax: Option<Directive>,
    /// Empty lines between continued ones.
    pub warnings: Vec<ParseWarning>,
    /// `ARG` before the first `FROM`.
    pub meta_args: Vec<MetaArg>,
    /// The stages with their typed instructions.
    pub stages: Vec<Stage>,
    /// Instructions that are in none of them: with an error, or behind a `FROM` that has one.
    pub left_out: Vec<Node>,
    /// All errors: the one at which BuildKit stops first, then the others of its step and then
    /// those of the next, each in source order.
    pub problems: Vec<Problem>,
}

impl Dockerfile {
    /// How its words are expanded.
    #[must_use]
    pub fn lex(&self) -> Lex {
        Lex {
            version: self.version,
            ..Lex::new(self.escape)
        }
    }

    /// Every instruction in source order, but those with a parse error.
    #[must_use]
    pub fn nodes(&self) -> Vec<&Node> {
        let mut nodes: Vec<&Node> = self.meta_args.iter().map(|meta| &meta.origin).collect();
        for stage in &self.stages {
            nodes.push(&stage.origin);
            nodes.extend(stage.commands.iter().map(|command| &command.origin));
        }
        nodes.extend(&self.left_out);
        nodes.sort_by_key(|node| node.span.start);
        nodes
    }

    /// A problem of this file as the version that reads it prints it.
    #[must_use]
    pub fn message(&self, problem: &Problem) -> String {
        if problem.stage == ProblemStage::Instruction && !self.version.suggests() {
            let line = problem.lines.first;
            return format!("dockerfile parse error line {line}: {}", problem.message);
        }
        problem.to_string()
    }
}

/// A parser directive: `# escape=` and its like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Directive {
    /// Lower case: `syntax`, `escape` or `check`.
    pub name: String,
    /// Everything behind the `=`, trimmed.
    pub value: String,
    /// The line, counted from 1; 0 for the JSON form, as BuildKit says.
    pub line: usize,
    /// The whole directive without its line end.
    pub span: Span,
}

impl Directive {
    /// The value up to the first blank: the image reference of `syntax`.
    pub fn reference(&self) -> &str {
        self.value.split(' ').next().unwrap_or_default()
    }
}

/// One instruction before it gets a meaning.
///
/// ```text
/// # for the cache          comments
/// COPY --link a b          original: joined, without line end
/// ^^^^                     keyword
///      ^^^^^^              flags
///             ^ ^          args
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Node {
    /// The instruction's name as written.
    pub keyword: Word,
    /// Arguments; empty for `ONBUILD`, whose argument is `child`.
    pub args: Words,
    /// The instruction behind `ONBUILD`.
    pub child: Option<Box<Node>>,
    /// `--name=value`, unquoted.
    pub flags: Vec<Word>,
    /// Whether the arguments were a JSON array.
    pub json: bool,
    /// In the order in which their bodies follow.
    pub heredocs: Vec<Heredoc>,
    /// The line without continuations, comments and line end.
    pub original: SourceText,
    /// The text of the comments directly above; an empty comment or line cuts them off.
    pub comments: Vec<Text>,
    /// First to last line, heredoc bodies included; all 0 in a `child`.
    pub lines: Lines,
    /// Keyword to the end of the instruction, heredoc bodies included.
    pub span: Span,
}

impl Node {
    /// The joined line, trimmed: what BuildKit prints as the step's name.
    #[must_use]
    pub fn code(&self) -> &str {
        self.original.text.trim()
    }
}

/// A here-document behind an instruction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Heredoc {
    /// The word that ends it, unquoted.
    pub name: String,
    /// The digits before `<<`; 0 without.
    pub fd: u64,
    /// Whether variables in it are expanded: the word is not quoted.
    pub expand: bool,
    /// `<<-`: leading tabs are dropped where it is used.
    pub chomp: bool,
    /// The body as written, leading tabs included.
    pub content: Text,
    /// Place of the body.
    pub span: Span,
    /// Place of the line that ends it, without line end.
    pub terminator: Span,
}

/// What BuildKit's parser warns of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ParseWarning {
    /// BuildKit's text.
    pub short: String,
    /// The page about it.
    pub url: String,
    /// The last line of the instruction.
    pub line: usize,
    /// The instruction.
    pub span: Span,
}

/// An instruction of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Command {
    /// Where it stands and how it is written.
    pub origin: Node,
    /// What it says.
    pub instruction: Instruction,
}

/// An `ARG` before the first `FROM`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MetaArg {
    /// Where it stands and how it is written.
    pub origin: Node,
    /// What it says.
    pub arg: Arg,
}

/// `FROM` and all that follows up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Stage {
    /// Where `FROM` stands and how it is written.
    pub origin: Node,
    /// What `FROM` says.
    pub from: From,
    /// Never holds a `FROM`.
    pub commands: Vec<Command>,
}
