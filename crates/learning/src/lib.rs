//! Answers, scores and progress: pure logic, no browser.
//!
//! In: what a learner did (answered, retried, read a topic, met a lab's goal) and what was stored
//! before. Out: a [`Progress`] to store, scores, the order of a question's options, a
//! [`ResultFile`] to hand in, and a [`Class`] of those that were. Nothing here knows where progress
//! is kept, what a question looks like, or what day it is: the day enters as an argument.
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

/// The JSON Schema of a stored [`Progress`].
pub const PROGRESS_JSON_SCHEMA: &str = include_str!("../schemas/progress.schema.json");

/// The JSON Schema of a [`ResultFile`].
pub const RESULT_JSON_SCHEMA: &str = include_str!("../schemas/result.schema.json");

mod answer;
mod class;
mod date;
mod learners;
mod load;
mod name;
mod progress;
mod result;
mod review;
mod score;
mod shuffle;
mod turns;

pub use answer::{AnswerState, FULL, Given, StoredAnswer};
pub use class::{Asked, Class, LearnerRow, QuestionRow, Taken};
pub use date::{day_of, iso_date};
pub use learners::{CHOSEN_KEY, LEARNERS_KEY, Learners, Profile, chosen_name, progress_key};
pub use load::{LoadError, MAX_STORED_BYTES};
pub use name::clean_name;
pub use progress::{Progress, SCHEMA, Undo};
pub use result::{MAX_RESULT_BYTES, Outcome, RESULT_SCHEMA, ResultError, ResultFile};
pub use review::{Day, Grade, Review};
pub use score::Score;
pub use shuffle::option_order;
