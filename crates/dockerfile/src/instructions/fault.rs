use crate::Span;

/// Why an instruction is refused.
#[derive(Debug)]
pub(crate) struct Fault {
    /// BuildKit's text.
    pub(crate) message: String,
    /// The word that is to blame; `None` for the whole instruction.
    pub(crate) span: Option<Span>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            span: None,
        }
    }

    pub(super) fn at(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            span: Some(span),
        }
    }

    pub(super) fn at_least_one_argument(keyword: &str) -> Self {
        Self::new(format!("{keyword} requires at least one argument"))
    }

    pub(super) fn exactly_one_argument(keyword: &str) -> Self {
        Self::new(format!("{keyword} requires exactly one argument"))
    }
}
