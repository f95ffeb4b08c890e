use std::{cell::OnceCell, ops::Range, rc::Rc};

use super::SyntaxError;
use crate::labelled::Bytes;

/// Byte offsets into the script.
pub(crate) type Span = Range<usize>;

/// A script: its complete commands (one list a line), and the error that ends it.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) lines: Vec<List>,
    pub(crate) error: Option<SyntaxError>,
}

/// Commands between separators.
pub(crate) type List = Vec<Item>;

/// One and-or list, and whether `&` follows it.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) and_or: Rc<AndOr>,
    pub(crate) background: bool,
}

#[derive(Debug)]
pub(crate) struct AndOr {
    pub(crate) first: Pipeline,
    pub(crate) rest: Vec<(Connector, Pipeline)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connector {
    And,
    Or,
}

#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) negated: bool,
    pub(crate) commands: Vec<Command>,
}

/// A command with its redirections.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) kind: CommandKind,
    pub(crate) redirects: Vec<Redirect>,
    pub(crate) span: Span,
    /// 1-based line of its first byte.
    pub(crate) line: usize,
}

#[derive(Debug)]
pub(crate) enum CommandKind {
    Simple {
        assignments: Vec<Assignment>,
        words: Vec<Word>,
    },
    Group(List),
    Subshell(List),
    If {
        arms: Vec<(List, List)>,
        otherwise: Option<List>,
    },
    While {
        until: bool,
        condition: List,
        body: List,
    },
    For {
        name: String,
        words: Option<Vec<Word>>,
        body: List,
    },
    ForArithmetic {
        parts: [Word; 3],
        body: List,
    },
    Case {
        subject: Word,
        arms: Vec<CaseArm>,
    },
    Function {
        name: String,
        body: Rc<Command>,
    },
    Arithmetic(Word),
    Test(Condition),
}

#[derive(Debug)]
pub(crate) struct CaseArm {
    pub(crate) patterns: Vec<Word>,
    pub(crate) body: List,
    /// `;&`: the next body runs too.
    pub(crate) falls_through: bool,
}

/// The expression inside `[[ ]]`.
#[derive(Debug)]
pub(crate) enum Condition {
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Unary(String, Word),
    Binary(String, Word, Word),
    Word(Word),
}

#[derive(Debug)]
pub(crate) struct Assignment {
    pub(crate) name: String,
    pub(crate) subscript: Option<Word>,
    pub(crate) append: bool,
    pub(crate) value: Source,
    pub(crate) span: Span,
}

/// The right side of an assignment.
#[derive(Debug)]
pub(crate) enum Source {
    Word(Word),
    /// `(a [k]=b)`
    Array(Vec<(Option<Word>, Word)>),
}

#[derive(Debug)]
pub(crate) struct Redirect {
    /// The descriptor in front of the operator.
    pub(crate) fd: Option<u32>,
    pub(crate) kind: RedirectKind,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum RedirectKind {
    /// `<`
    Read(Word),
    /// `>`, and `>|` which ignores noclobber.
    Write { target: Word, clobber: bool },
    /// `>>`
    Append(Word),
    /// `<>`
    ReadWrite(Word),
    /// `<&` and `>&`
    Duplicate { target: Word, output: bool },
    /// `&>` and `&>>`
    Both { target: Word, append: bool },
    /// `<<`: the body, filled in when the line ends.
    HereDoc(Rc<OnceCell<Word>>),
    /// `<<<`
    HereString(Word),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) parts: Vec<Part>,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Unquoted text: pattern characters count, a leading tilde expands.
    Literal(Bytes),
    /// Text in single quotes or behind a backslash.
    Quoted(Bytes),
    /// Parts inside double quotes.
    Double(Vec<Part>),
    Param(Rc<Param>),
    Command(Rc<Script>, Span),
    /// The text between `$((` and `))`.
    Arithmetic(Word),
    /// `<( )` and `>( )`
    Process {
        output: bool,
        script: Rc<Script>,
        span: Span,
    },
}

#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) subscript: Option<Subscript>,
    pub(crate) op: ParamOp,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Subscript {
    /// `[@]`
    At,
    /// `[*]`
    Star,
    Word(Word),
}

#[derive(Debug)]
pub(crate) enum ParamOp {
    Plain,
    /// `${#x}`
    Length,
    /// `${x:-w}`; `colon`: empty counts as unset.
    Default {
        colon: bool,
        word: Word,
    },
    /// `${x:=w}`
    Assign {
        colon: bool,
        word: Word,
    },
    /// `${x:?w}`
    Error {
        colon: bool,
        word: Word,
    },
    /// `${x:+w}`
    Alternative {
        colon: bool,
        word: Word,
    },
    /// `${x#w}`, `${x##w}`
    TrimPrefix {
        longest: bool,
        word: Word,
    },
    /// `${x%w}`, `${x%%w}`
    TrimSuffix {
        longest: bool,
        word: Word,
    },
    /// `${x/p/w}`: `anchor` is `#`, `%` or 0.
    Replace {
        all: bool,
        anchor: u8,
        pattern: Word,
        with: Word,
    },
    /// `${x:1:2}`
    Substring {
        offset: Word,
        length: Option<Word>,
    },
    /// `${x^}`, `${x^^}`, `${x,}`, `${x,,}`
    Case {
        upper: bool,
        all: bool,
    },
    /// `${!x}`
    Indirect,
    /// `${!x[@]}`
    Keys,
    /// `${!x*}`
    Names,
    /// `${x@Q}`
    Transform(u8),
    /// Not an expansion of this dialect.
    Bad,
}
