//! What the page and the simulator's Web Worker say to each other.
//!
//! In: a [`Message`] with a [`Scenario`], all that a dry build depends on. Out: a [`Reply`], mostly an [`Answer`] holding a
//! [`Report`], already shaped for showing: lines and columns instead of byte offsets, text instead of graphs.
//! Both cross `postMessage` as JSON text. The app links this crate and never the simulator.

mod answer;
mod caches;
mod claim;
mod exercise;
mod fix;
mod goal;
mod link;
mod progress;
mod report;
mod scenario;
mod terminal;

pub use answer::{Answer, Circumstances, Message, Reply, Request};
pub use caches::{Attestation, Blob, CacheExport, CacheImport, CacheMount, Caches};
pub use claim::CLAIM_ATTRIBUTES;
pub use exercise::{Exercise, Solution};
pub use fix::{Fix, FixAnswer, FixEdit, SecretFix};
pub use goal::{
    Again, Change, Condition, ConditionReport, Expected, Goal, GoalReport, MountAsked, Places,
    decimal_size,
};
pub use link::{Packed, Unpacked};
pub use progress::{LegacyStep, Progress, Vertex, VertexState};
pub use report::{
    Certainty, ChainStep, ConfigView, Diagnostic, Entry, EntryKind, HistoryRow, Layer, LineRange,
    Outcome, Outputs, Reach, Reader, Report, SecretReach, Severity, Sink, Token, TokenKind,
};
pub use scenario::{ContextFile, Scenario, Secret};
pub use terminal::{Printed, TypedLine};
