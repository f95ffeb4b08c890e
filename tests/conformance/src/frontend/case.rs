use serde::Deserialize;

/// A Dockerfile and what it is built with.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) dockerfile: String,
}
