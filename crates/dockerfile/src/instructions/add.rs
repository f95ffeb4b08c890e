use super::InlineFile;
use super::copy::{at_least_two_arguments, sources_and_dest};
use super::fault::Fault;
use super::flags::{FlagType, Flags};
use crate::{Node, Version, Word, Words};

/// `ADD [flags] source… dest`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Add {
    /// Paths, URLs and git repositories.
    pub sources: Words,
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

impl Add {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        at_least_two_arguments(node, "ADD")?;
        let flags = Flags::read(
            version,
            node,
            &[
                ("chown", FlagType::String),
                ("chmod", FlagType::String),
                ("link", FlagType::Bool),
                ("keep-git-dir", FlagType::Bool),
                ("checksum", FlagType::String),
                ("unpack", FlagType::Bool),
                ("exclude", FlagType::Strings),
            ],
        )?;
        let (sources, contents, dest) = sources_and_dest(version, node, "ADD")?;
        Ok(Self {
            sources,
            contents,
            dest,
            chown: flags.non_empty("chown"),
            chmod: flags.non_empty("chmod"),
            link: flags.bool("link").unwrap_or(false),
            exclude: flags.strings("exclude"),
            checksum: flags.non_empty("checksum"),
            keep_git_dir: flags.bool("keep-git-dir"),
            unpack: flags.bool("unpack"),
        })
    }
}
