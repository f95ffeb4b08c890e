//! The pages about a learner's work: progress, review, and the results that a class has handed in.
//!
//! A module of its own, so that a page of the course does not wait for it. In: a [`DeskData`], which
//! `layerwise build` writes into each of these pages, and what the browser keeps of the learner. Out:
//! the page alive ([`start`]). How progress is kept, and how a question is asked, is the app's
//! ([`app::shared`]); when a question comes back is decided here, by FSRS.
//!
//! [`DeskData`]: app::DeskData

// Pages are nested views, and every view is a type.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "the macro `component` makes public items of every component"
)]

mod overview_model;
mod queue_model;
mod schedule;

mod page;
mod progress;
mod results;
mod review;

mod platform;

pub use platform::start;
