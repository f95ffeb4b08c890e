//! What was done, what is left, and what a learner takes away of it.

mod certificate;
mod chapter;
mod hand_in;
mod learners;
mod page;
mod topic;

pub(crate) use page::ProgressPage;
