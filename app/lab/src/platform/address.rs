use leptos::prelude::window;

/// The page's whole address; empty where the browser does not tell.
pub(crate) fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// The page's fragment with its `#`; empty for none.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}
