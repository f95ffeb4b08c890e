//! Knowledge checks: a frame that all types share, and a model and a view for each type.

mod judgement_model;
mod standing_model;

mod choice_model;
mod fill_in_model;
mod folded_model;
mod matching_model;
mod number_model;
mod ordering_model;
mod text_model;

mod choice;
mod fields;
mod fill_in;
mod fix_it;
mod folded;
mod frame;
mod hints;
mod lab_link;
mod matching;
mod ordering;
mod remark;
mod result;
mod stem;
mod text;

#[cfg(feature = "ssr")]
pub(crate) use folded::Folded;
pub use frame::QuestionView;
pub(crate) use judgement_model::judge;
pub(crate) use standing_model::Start;
