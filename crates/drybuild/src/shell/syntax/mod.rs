//! Shell text to a tree with spans, for dash, BusyBox ash and bash.
//!
//! Text that does not parse gives the commands before it and one error, as a shell runs line by line.

mod ast;
mod commands;
mod conditions;
mod dollar;
mod error;
mod heredoc;
mod parser;
mod redirects;
mod words;

pub(crate) use ast::{
    AndOr, Assignment, CaseArm, Command, CommandKind, Condition, Connector, Item, List, Param,
    ParamOp, Part, Pipeline, Redirect, RedirectKind, Script, Source, Span, Subscript, Word,
};
pub(crate) use error::{SyntaxError, Unexpected};
pub(crate) use parser::{Dialect, is_complete, parse, parse_at};
