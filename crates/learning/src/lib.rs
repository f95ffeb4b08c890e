//! Answers, scores and progress: pure logic, no browser.
//!
//! In: what a learner did (answered, retried, read a topic) and what was stored before. Out: a
//! [`Progress`] to store, scores, and the order of a question's options. Nothing here knows where
//! progress is kept, what a question looks like, or what time it is.
//!
//! ```
//! use learning::{AnswerState, Progress};
//!
//! let mut progress = Progress::new("building-images");
//! progress.record("arg-history", "5f0c", "a1", false);
//! progress.retry("arg-history", "5f0c");
//! progress.record("arg-history", "5f0c", "b2", true);
//!
//! let stored = progress.to_json();
//! let again = Progress::from_json(&stored, "building-images").expect("it was stored just now");
//! assert_eq!(
//!     again.answer("arg-history", "5f0c"),
//!     AnswerState::Answered { attempt: 2, chosen: "b2", correct: true }
//! );
//! ```

mod answer;
mod load;
mod progress;
mod score;
mod shuffle;

pub use answer::{AnswerState, StoredAnswer};
pub use load::{LoadError, MAX_STORED_BYTES};
pub use progress::{Progress, SCHEMA};
pub use score::Score;
pub use shuffle::option_order;
