use super::InlineFile;
use crate::parser::heredoc_mark;
use crate::{Node, SourceText, Word, Words};

/// The command of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CommandLine {
    /// Shell form: the whole text as one word, or none when there is no text.
    /// Exec form: the array's strings, decoded.
    pub args: Words,
    /// The text of the shell form with the place of each byte; `None` in exec form.
    pub shell: Option<SourceText>,
    /// Heredocs, in order.
    pub files: Vec<InlineFile>,
}

impl CommandLine {
    /// `args` are the node's, or what follows the type of a `HEALTHCHECK`.
    pub(super) fn read(node: &Node, args: &[Word]) -> Self {
        let files = node.heredocs.iter().map(|heredoc| InlineFile {
            name: heredoc.name.clone(),
            data: heredoc.content.clone(),
            expand: heredoc.expand,
            chomp: heredoc.chomp,
            span: heredoc.span,
        });
        // The text of a shell form is always what ends the line.
        let shell = (!node.json).then(|| {
            let end = node.original.text.trim_end().len();
            let length = args.last().map_or(0, |text| text.text.len());
            node.original.slice(end.saturating_sub(length)..end)
        });
        Self {
            args: args.into(),
            shell,
            files: files.collect(),
        }
    }

    /// Whether the command is nothing but a heredoc, whose body is then what runs.
    pub fn is_heredoc(&self) -> bool {
        match self.args.as_slice() {
            [word] => heredoc_mark(&word.text).ok().flatten().is_some(),
            _ => false,
        }
    }

    /// Whether a shell gets the text: the arguments are not a JSON array.
    pub fn is_shell_form(&self) -> bool {
        self.shell.is_some()
    }
}
