//! Knowledge checks.

mod choice_model;
mod folded;
mod folded_model;
mod frame;
mod result;
mod single_choice;
mod stem;

pub(crate) use choice_model::answers as options;
#[cfg(feature = "ssr")]
pub(crate) use folded::Folded;
pub(crate) use frame::QuestionView;
