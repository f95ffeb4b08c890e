use crate::{labelled::Bytes, shell::regex::Regex};

/// A program: its rules and the functions that it defines.
#[derive(Default)]
pub(super) struct Program {
    pub(super) rules: Vec<Rule>,
    pub(super) functions: Vec<Function>,
}

/// A function of the program's own.
pub(super) struct Function {
    pub(super) name: String,
    /// Parameters; those that a call does not give are local variables.
    pub(super) parameters: Vec<String>,
    pub(super) body: Vec<Statement>,
}

/// A pattern with its action; no body prints the line.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) body: Option<Vec<Statement>>,
}

pub(super) enum Pattern {
    Begin,
    End,
    Always,
    Expression(Expression),
    Range(Expression, Expression),
}

pub(super) enum Statement {
    Expression(Expression),
    Print {
        values: Vec<Expression>,
        formatted: bool,
        target: Option<(Target, Expression)>,
    },
    If(Expression, Box<Statement>, Option<Box<Statement>>),
    While(Expression, Box<Statement>),
    DoWhile(Box<Statement>, Expression),
    For(
        Option<Box<Statement>>,
        Option<Expression>,
        Option<Box<Statement>>,
        Box<Statement>,
    ),
    ForIn(String, String, Box<Statement>),
    Block(Vec<Statement>),
    Delete(String, Option<Vec<Expression>>),
    Next,
    NextFile,
    Return(Option<Expression>),
    Exit(Option<Expression>),
    Break,
    Continue,
}

#[derive(Clone)]
pub(super) enum Expression {
    Number(f64),
    Text(Bytes),
    Regex(Regex),
    Variable(String),
    Field(Box<Expression>),
    Element(String, Vec<Expression>),
    Assign(&'static str, Box<Expression>, Box<Expression>),
    Step {
        target: Box<Expression>,
        by: f64,
        before: bool,
    },
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Unary(&'static str, Box<Expression>),
    Ternary(Box<Expression>, Box<Expression>, Box<Expression>),
    In(Vec<Expression>, String),
    /// A function that awk has.
    Call(String, Vec<Expression>),
    /// A function of the program.
    Own(String, Vec<Expression>),
    /// `getline`: where from, and the variable that the record goes to.
    Getline(Reader, Option<Box<Expression>>),
    /// Put in parentheses: `(x) > y` compares also behind `print`.
    Group(Box<Expression>),
}

/// Where `getline` reads.
#[derive(Clone)]
pub(super) enum Reader {
    Main,
    File(Box<Expression>),
    Command(Box<Expression>),
}

/// Where `print` writes if not to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    File,
    Append,
    Command,
}
