//! Labs.

mod frame;

pub(crate) use frame::LabView;
