use super::InlineFile;
use crate::Word;

/// `COPY [flags] source… dest`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Copy {
    /// Paths.
    pub sources: Vec<Word>,
    /// Sources written as heredocs.
    pub contents: Vec<InlineFile>,
    /// Where to.
    pub dest: Word,
    /// `--from`: stage, stage number, image or named context.
    pub from: Option<Word>,
    /// `--chown`
    pub chown: Option<Word>,
    /// `--chmod`
    pub chmod: Option<Word>,
    /// `--link`
    pub link: bool,
    /// `--parents`
    pub parents: bool,
    /// `--exclude`, may be repeated.
    pub exclude: Vec<Word>,
}
