//! The single-page app: reading, knowledge checks and labs.
//!
//! In: a [`PageData`], which is what one page carries: the course's outline and that page's own
//! part. Out: with the feature `ssr` the page as HTML text ([`document`]), with the feature
//! `hydrate` the same page alive in the browser (`start`). It compiles no Markdown and runs no
//! simulator: prose arrives as HTML, and labs talk to a Web Worker.
//!
//! Rendering reads nothing but the [`PageData`]. Storage, the clock and the window are read in
//! effects, after hydration, so both builds always make the same page.

// Pages are nested views, and every view is a type.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "the macro `component` makes public items of every component"
)]

mod escape;
mod links;
mod page;
mod route;

mod course_model;
mod offline_model;

mod context;
mod learner;

mod glossary;
mod home;
mod lab;
#[cfg(feature = "ssr")]
mod print;
mod question;
mod search;
mod shell;
mod tags;
mod topic;

mod platform;

pub mod shared;

#[cfg(feature = "ssr")]
mod document;

pub use course_model::chapter_anchor;
#[cfg(feature = "ssr")]
pub use document::{OneFile, POLICY, PrintedSheet, Surroundings, document, one_file, printed};
pub use escape::escape;
pub use links::Links;
pub use page::{Desk, DeskData, GlossaryFile, LabEntry, Page, PageData, TopicFile};
#[cfg(feature = "hydrate")]
pub use platform::start;
pub use route::Route;
pub use shell::App;
