use crate::parser::chomp;
use crate::{Span, Text};

/// A heredoc as an instruction uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct InlineFile {
    /// The heredoc's word; the file's name in `COPY` and `ADD`.
    pub name: String,
    /// The body. Leading tabs of `<<-` are gone in `COPY` and `ADD`, not in `RUN`.
    pub data: Text,
    /// Whether variables in it are expanded.
    pub expand: bool,
    /// Written with `<<-`.
    pub chomp: bool,
    /// Place of the body.
    pub span: Span,
}

impl InlineFile {
    /// The body as it is used: without the leading tabs of `<<-`.
    pub fn chomped(&self) -> Text {
        if self.chomp {
            chomp(&self.data).into()
        } else {
            self.data.clone()
        }
    }
}
