//! Go's `%q`, in which BuildKit writes user text into messages and history.

pub(crate) use dockerfile::quote;

/// `%q` of a list: `["a" "b"]`.
#[must_use]
pub(crate) fn quote_list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|s| quote(s)).collect();
    format!("[{}]", quoted.join(" "))
}
