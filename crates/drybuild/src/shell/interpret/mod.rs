//! Running the tree: concrete, labelled, bounded.

mod arithmetic;
mod brace;
mod compound;
mod condition;
mod expand;
mod glob;
mod invoke;
mod jobs;
mod param;
mod pattern;
mod redirect;
mod seen;
mod simple;
mod state;
mod stream;
mod variables;
mod xtrace;

pub(crate) use arithmetic::evaluate;
pub(crate) use invoke::Lookup;
pub(crate) use jobs::Jobs;
pub(crate) use param::respelled;
pub(crate) use pattern::{Pattern, class};
pub(crate) use seen::Seen;
pub(crate) use state::{Invocation, Options, Scope, Shared, Shell, Stop};
pub(crate) use stream::{Open, SharedOpen};
pub(crate) use variables::{Value, Variable};
pub(crate) use xtrace::{always_quoted, single_quoted};
