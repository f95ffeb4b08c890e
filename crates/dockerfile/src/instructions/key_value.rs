use super::fault::Fault;
use crate::{Node, Word};

/// A pair of `ENV` or `LABEL`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KeyValue {
    /// The name, quotes included; never empty.
    pub key: Word,
    /// The value, quotes included.
    pub value: Word,
    /// Written in the legacy form, `name value`.
    pub no_delim: bool,
}

/// The parser gives three arguments a pair: name, value and the `=`, empty in the legacy form.
pub(super) fn key_values(node: &Node, keyword: &str) -> Result<Vec<KeyValue>, Fault> {
    if node.args.is_empty() {
        return Err(Fault::at_least_one_argument(keyword));
    }
    let mut pairs = Vec::with_capacity(node.args.len() / 3);
    for triple in node.args.chunks(3) {
        let [key, value, delimiter] = triple else {
            return Err(Fault::new(format!(
                "Bad input to {keyword}, too many arguments"
            )));
        };
        if key.is_empty() {
            return Err(Fault::at(
                format!("{keyword} names can not be blank"),
                delimiter.span,
            ));
        }
        let no_delim = delimiter.is_empty();
        pairs.push(KeyValue {
            key: key.clone(),
            value: value.clone(),
            no_delim,
        });
    }
    Ok(pairs)
}
