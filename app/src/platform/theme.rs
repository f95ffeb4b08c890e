use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::document;

use super::storage;

/// The key is also read by `theme.js`, before the first paint.
const KEY: &str = "layerwise:theme";

/// The remembered theme, `light` or `dark`; `None` follows the system.
pub(crate) fn remembered() -> Option<String> {
    storage::read(KEY).ok()??;
    LocalStorage::get(KEY).ok()
}

/// Shows a theme and remembers it; anything but `light` and `dark` follows the system.
pub(crate) fn choose(theme: &str) {
    let chosen = matches!(theme, "light" | "dark");
    if let Some(root) = document().document_element() {
        // Setting an attribute of a valid name does not fail.
        let _ = if chosen {
            root.set_attribute("data-theme", theme)
        } else {
            root.remove_attribute("data-theme")
        };
    }
    if chosen {
        storage::write(KEY, theme);
    } else if storage::read(KEY).is_ok() {
        LocalStorage::delete(KEY);
    }
}
