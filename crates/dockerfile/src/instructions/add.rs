use super::InlineFile;
use crate::Word;

/// `ADD [flags] source… dest`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Add {
    /// Paths, URLs and git repositories.
    pub sources: Vec<Word>,
    /// Sources written as heredocs.
    pub contents: Vec<InlineFile>,
    /// Where to.
    pub dest: Word,
    /// `--chown`
    pub chown: Option<Word>,
    /// `--chmod`
    pub chmod: Option<Word>,
    /// `--link`
    pub link: bool,
    /// `--exclude`, may be repeated.
    pub exclude: Vec<Word>,
    /// `--checksum`
    pub checksum: Option<Word>,
    /// `--keep-git-dir`, `None` when not said.
    pub keep_git_dir: Option<bool>,
    /// `--unpack`, `None` when not said.
    pub unpack: Option<bool>,
}
