//! Go's `strconv.ParseBool`.

/// `1`, `t`, `true` and their like; `None` for anything else.
#[must_use]
pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}
