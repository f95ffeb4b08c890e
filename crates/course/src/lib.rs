//! The course model and its compiler: Markdown and front matter to topics, questions, labs and
//! diagnostics.
//!
//! In: `course.toml` and Markdown files, through a trait that reads them. Out: a [`Course`] and its
//! [`Topic`]s, ready to be rendered, and diagnostics with places. It knows nothing of browsers, and
//! of labs and of what code claims only that somebody else can judge it.
//!
//! Without the feature `compiler` this crate is the model alone, which is what the app links.

#[cfg(feature = "compiler")]
mod compiler;
mod model;

#[cfg(feature = "compiler")]
pub use compiler::{
    Alone, CodeBlock, CodeJudge, Compilation, Diagnostic, Forecast, Judge, LabBlock, LabJudge,
    Outcome, Publication, RULES, ReadError, Rule, Severity, Source, Unforeseen, Verdict, compile,
    compile_alone,
};
pub use model::{
    Answer, Chapter, Course, Decimal, FillIn, Heading, Lab, LabRef, Landmarks, Matching, Policy,
    Predict, Prompt, Question, QuestionKind, QuestionRef, Reveal, Segment, Term, TermLandmark,
    Topic, TopicLandmarks, TopicMeta, Typed, decimal,
};
