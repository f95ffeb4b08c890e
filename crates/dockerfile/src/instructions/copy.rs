use super::InlineFile;
use super::fault::Fault;
use super::flags::{FlagType, Flags};
use crate::parser::{chomp, heredoc_mark};
use crate::{Feature, Node, Version, Word, Words};

/// `COPY [flags] source… dest`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Copy {
    /// Paths.
    pub sources: Words,
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

impl Copy {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        at_least_two_arguments(node, "COPY")?;
        let flags = Flags::read(
            version,
            node,
            &[
                ("chown", FlagType::String),
                ("from", FlagType::String),
                ("chmod", FlagType::String),
                ("link", FlagType::Bool),
                ("exclude", FlagType::Strings),
                ("parents", FlagType::Bool),
            ],
        )?;
        let (sources, contents, dest) = sources_and_dest(version, node, "COPY")?;
        Ok(Self {
            sources,
            contents,
            dest,
            from: flags.non_empty("from"),
            chown: flags.non_empty("chown"),
            chmod: flags.non_empty("chmod"),
            link: flags.bool("link").unwrap_or(false),
            parents: flags.bool("parents").unwrap_or(false),
            exclude: flags.strings("exclude"),
        })
    }
}

pub(super) fn at_least_two_arguments(node: &Node, keyword: &str) -> Result<(), Fault> {
    if node.args.len() >= 2 {
        return Ok(());
    }
    Err(Fault::new(format!(
        "{keyword} requires at least two arguments, but only one was provided. Destination could not be determined"
    )))
}

type SourcesAndDest = (Words, Vec<InlineFile>, Word);

/// Tells sources that are heredocs from paths. A word that looks like a heredoc counts as one even
/// in a JSON array, where it has no body.
pub(super) fn sources_and_dest(
    version: Version,
    node: &Node,
    keyword: &str,
) -> Result<SourcesAndDest, Fault> {
    let Some((dest, words)) = node.args.split_last() else {
        return at_least_two_arguments(node, keyword).map(|()| Default::default());
    };
    let mark_of = |word: &Word| {
        let mark = heredoc_mark(&word.text).ok().flatten();
        mark.filter(|_| version.knows(Feature::Heredoc))
    };
    if mark_of(dest).is_some() {
        let message = format!("{keyword} cannot accept a heredoc as a destination");
        return Err(Fault::at(message, dest.span));
    }
    let mut sources = Words::new();
    let mut contents = Vec::new();
    for word in words {
        let Some(mark) = mark_of(word) else {
            sources.push(word.clone());
            continue;
        };
        // Of several heredocs with one name, the last body counts for all.
        let body = node
            .heredocs
            .iter()
            .rev()
            .find(|heredoc| heredoc.name == mark.name);
        let data = body.map(|body| body.content.clone()).unwrap_or_default();
        contents.push(InlineFile {
            data: if mark.chomp {
                chomp(&data).into()
            } else {
                data
            },
            span: body.map_or(word.span, |body| body.span),
            name: mark.name,
            expand: mark.expand,
            chomp: mark.chomp,
        });
    }
    Ok((sources, contents, dest.clone()))
}
