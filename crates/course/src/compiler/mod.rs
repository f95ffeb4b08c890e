//! Files to [`Compilation`]: TOML and Markdown are read, checked and rendered; places are kept all
//! the way, so that every problem is shown where it is.

mod alone;
mod atlas;
mod checked;
mod code_judge;
mod compile;
mod cross_check;
mod diagnostic;
mod draft;
#[cfg(feature = "diagrams")]
mod drawing;
mod fields;
mod fingerprint;
mod front_matter;
mod giveaway;
mod glossary;
mod highlight;
mod id;
mod image_size;
mod lab;
mod manifest;
mod markdown;
mod publication;
mod question;
mod recorder;
mod rule;
mod source;
mod theme;
mod topic;

pub use alone::{Alone, compile_alone};
pub use code_judge::{CodeBlock, CodeJudge, Judge};
pub use compile::{Compilation, compile};
pub use diagnostic::{Diagnostic, Severity};
pub use lab::{LabBlock, LabJudge, Verdict};
pub use publication::Publication;
pub use question::{Forecast, Outcome, Unforeseen};
pub use rule::{RULES, Rule};
pub use source::{ReadError, Source};
