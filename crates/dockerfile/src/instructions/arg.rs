use super::fault::Fault;
use crate::{Node, Text, Word};

/// `ARG name[=value]…`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Arg {
    /// At least one.
    pub args: Vec<ArgPair>,
}

/// One declaration of an [`Arg`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ArgPair {
    /// The name, quotes included.
    pub key: Word,
    /// The default, quotes included; `None` without `=`.
    pub value: Option<Word>,
    /// The comment above that begins with the name, without the name.
    pub doc: String,
}

impl Arg {
    /// Flags are not looked at.
    pub(super) fn read(node: &Node) -> Result<Self, Fault> {
        if node.args.is_empty() {
            return Err(Fault::at_least_one_argument("ARG"));
        }
        let args = node.args.iter().map(|word| {
            let (key, value) = match word.split_once('=') {
                Some((key, _)) if key.is_empty() => {
                    return Err(Fault::at("ARG names can not be blank", word.span));
                }
                Some((key, value)) => (key, Some(value)),
                None => (word.clone(), None),
            };
            Ok(ArgPair {
                doc: doc_comment(&node.comments, &key.text),
                key,
                value,
            })
        });
        Ok(Self {
            args: args.collect::<Result<_, _>>()?,
        })
    }
}

/// The text behind `name ` in the first comment that begins so; empty for an empty name.
pub(super) fn doc_comment(comments: &[Text], name: &str) -> String {
    let described =
        |comment: &Text| Some(comment.strip_prefix(name)?.strip_prefix(' ')?.to_owned());
    comments
        .iter()
        .find_map(described)
        .filter(|_| !name.is_empty())
        .unwrap_or_default()
}
