use super::InlineFile;
use crate::{SourceText, Word};

/// The command of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CommandLine {
    /// Shell form: the whole text as one word, or none when there is no text.
    /// Exec form: the array's strings, decoded.
    pub args: Vec<Word>,
    /// The text of the shell form with the place of each byte; `None` in exec form.
    pub shell: Option<SourceText>,
    /// Heredocs, in order.
    pub files: Vec<InlineFile>,
}

impl CommandLine {
    /// Whether a shell gets the text: the arguments are not a JSON array.
    pub fn is_shell_form(&self) -> bool {
        self.shell.is_some()
    }
}
