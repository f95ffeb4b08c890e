//! Knowledge checks.

mod choice_model;
mod folded;
mod frame;
mod result;
mod single_choice;
mod stem;

pub(crate) use frame::QuestionView;
