//! What is said of a build beside its image.

mod panel;

pub(crate) use panel::AttestationPanel;
