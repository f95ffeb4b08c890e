//! Answers, scores and progress: pure logic, no browser.
//!
//! In: what a learner did (answered, retried, read a topic) and what was stored before. Out: a
//! [`Progress`] to store, scores, and the order of a question's options. Nothing here knows where
//! progress is kept, what a question looks like, or what day it is: the day enters as an argument.
//!
//! ```
//! use learning::{AnswerState, Given, Progress};
//!
//! let given = |part: &str, credit| Given {
//!     parts: vec![part.to_owned()],
//!     credit,
//!     sure: Some(true),
//! };
//! let today = 20_784;
//! let mut progress = Progress::new("building-images");
//! progress.record("arg-history", "5f0c", given("a1", 0), today);
//! progress.retry("arg-history", "5f0c", Vec::new());
//! progress.record("arg-history", "5f0c", given("b2", 100), today);
//!
//! let stored = progress.to_json();
//! let again = Progress::from_json(&stored, "building-images").expect("it was stored just now");
//! let state = again.answer("arg-history", "5f0c");
//! assert!(matches!(state, AnswerState::Answered { attempt: 2, credit: 100, .. }));
//! ```

mod answer;
mod load;
mod progress;
mod review;
mod score;
mod shuffle;

pub use answer::{AnswerState, FULL, Given, StoredAnswer};
pub use load::{LoadError, MAX_STORED_BYTES};
pub use progress::{Progress, SCHEMA, Undo};
pub use review::{Day, Grade, Review};
pub use score::Score;
pub use shuffle::option_order;
