//! What the page and the simulator's Web Worker say to each other.
//!
//! In: a [`Scenario`], all that a dry build depends on. Out: an [`Answer`] holding a [`Report`],
//! already shaped for showing: lines and columns instead of byte offsets, text instead of graphs.
//! Both cross `postMessage` as JSON text. The app links this crate and never the simulator.

mod answer;
mod exercise;
mod fix;
mod goal;
mod report;
mod scenario;

pub use answer::{Answer, AnswerWithFixes, Request};
pub use exercise::{Exercise, Solution};
pub use fix::{Fix, FixAnswer, FixEdit, SecretFix};
pub use goal::{
    Again, Change, Condition, ConditionReport, Expected, Goal, GoalReport, MountAsked, Places,
};
pub use report::{
    Certainty, ChainStep, ConfigView, Diagnostic, Entry, EntryKind, HistoryRow, Layer, LineRange,
    Outcome, Outputs, Reach, Reader, Report, SecretReach, Severity, Sink, Token, TokenKind,
};
pub use scenario::{ContextFile, Scenario, Secret};
