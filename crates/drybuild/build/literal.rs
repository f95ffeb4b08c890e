//! Rust literals.

/// A slice of strings.
pub(crate) fn texts<T: AsRef<str>>(list: &[T]) -> String {
    slice(list.iter().map(|text| format!("{:?}", text.as_ref())))
}

/// A slice of anything that is written already.
pub(crate) fn slice(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("&[{}]", items.join(", "))
}
