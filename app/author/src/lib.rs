//! The page on which a topic is written: its text, the topic as its page would show it, and what is wrong with it.
//!
//! A module of its own, so that no page of the course waits for it. In: the [`Landmarks`] of the course, which
//! `layerwise build` writes into the page, and what the author types, pastes or opens. Out: the page alive ([`start`]).
//! The text is compiled in a Web Worker (`app/preview`) by the crate that compiles the course, so that typing never
//! waits; how a question is asked is the app's ([`app::shared`]). Nothing is sent anywhere.
//!
//! [`Landmarks`]: course::Landmarks

// Pages are nested views, and every view is a type.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "the macro `component` makes public items of every component"
)]

mod draft_model;
mod piece_model;
mod session_model;

mod actions;
mod page;
mod piece;
mod problems;
mod shown;
mod workbench;

mod platform;

pub use platform::start;
