use super::arg::doc_comment;
use super::fault::Fault;
use super::flags::{FlagType, Flags};
use crate::letter_case::lower;
use crate::{Node, Version, Word, quote};

/// `FROM [--platform=platform] base [AS name]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct From {
    /// Image, stage or named context, before expansion.
    pub base: Word,
    /// The word before the name as written: `AS`.
    pub as_keyword: Option<Word>,
    /// The stage's name as written.
    pub name_as_written: Option<Word>,
    /// The stage's name in lower case, empty without one.
    pub name: String,
    /// `--platform`, before expansion.
    pub platform: Option<Word>,
    /// The comment above that begins with the name, without the name.
    pub doc: String,
}

impl From {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let (base, named) = match node.args.as_slice() {
            [base] => (base, None),
            [base, keyword, name] if is_as(&keyword.text) => (base, Some((keyword, name))),
            _ => return Err(Fault::new("FROM requires either one or three arguments")),
        };
        let name = named.map(|(_, name)| lower(&name.text)).unwrap_or_default();
        if let Some((_, written)) = named.filter(|_| !is_stage_name(&name)) {
            let message = format!(
                "invalid name for build stage: {}, name can't start with a number or contain symbols",
                quote(&written.text)
            );
            return Err(Fault::at(message, written.span));
        }
        let flags = Flags::read(version, node, &[("platform", FlagType::String)])?;
        Ok(Self {
            base: base.clone(),
            as_keyword: named.map(|(keyword, _)| keyword.clone()),
            name_as_written: named.map(|(_, name)| name.clone()),
            doc: doc_comment(&node.comments, &name),
            name,
            platform: flags.non_empty("platform"),
        })
    }
}

/// Go's `strings.EqualFold(word, "as")`, to which `ſ` is an `s`.
fn is_as(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(
        (chars.next(), chars.next(), chars.next()),
        (Some('a' | 'A'), Some('s' | 'S' | 'ſ'), None)
    )
}

/// BuildKit's `^[a-z][a-z0-9-_.]*$`.
fn is_stage_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.'))
}
