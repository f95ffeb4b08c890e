//! Dockerfile text to instructions, as BuildKit's frontend reads it.
//!
//! In: the text of a Dockerfile. Out: a [`Dockerfile`] with directives, nodes, typed instructions
//! grouped into stages, and every error that BuildKit would report, each with its place.
//! What the instructions do (stages that build on each other, images, graphs) is not known here.
//!
//! ```
//! use dockerfile::instructions::Instruction;
//!
//! let source = "FROM alpine\nRUN --mount=type=cache,target=/c \\\n  make\nCOPY a\n";
//! let file = dockerfile::parse(source);
//!
//! // Instructions are typed, and every piece knows where it is written.
//! let Instruction::Run(run) = &file.stages[0].commands[0].instruction else { panic!() };
//! assert_eq!(run.mounts[0].span.text(source), Some("type=cache,target=/c"));
//!
//! // What is wrong is data, in BuildKit's words; the rest of the file is read all the same.
//! assert_eq!(
//!     file.problems[0].to_string(),
//!     "dockerfile parse error on line 4: COPY requires at least two arguments, \
//!      but only one was provided. Destination could not be determined",
//! );
//! ```
//!
//! Behaviour follows `frontend/dockerfile/{parser,instructions,shell}` of moby/buildkit at
//! commit 73ed6825 (2026-08-21).

pub mod instructions;

mod dockerfile;
mod expansion;
mod highlight;
mod letter_case;
mod parser;
mod problem;
mod quote;
mod source_text;
mod span;
mod stages;
mod version;
mod word;

pub use dockerfile::{Command, Directive, Dockerfile, Heredoc, MetaArg, Node, ParseWarning, Stage};
pub use expansion::{Env, ExpandError, Expansion, Lex, expand, expand_progress_name};
pub use highlight::{Token, TokenKind, highlight, highlight_parsed};
pub use problem::{Problem, ProblemStage};
pub use quote::quote;
pub use source_text::{Segment, SourceText};
pub use span::{Lines, Span};
pub use stages::{parse, parse_as, parse_trigger, parse_trigger_as};
pub use version::{Feature, Version};
pub use word::{Word, Words};

/// A part of a text that is shared: cloning it copies nothing.
pub type Text = arcstr::Substr;
