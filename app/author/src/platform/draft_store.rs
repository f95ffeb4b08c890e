//! Where the text is kept: for this tab, so that a reload finds what stood in it, and for the next tab, so that it is
//! there on another day.

use leptos::prelude::*;
use web_sys::Storage;

use crate::draft_model::Draft;

/// What was kept, of this tab first; `None` if nothing was.
pub(crate) fn read(course: &str) -> Option<Draft> {
    let key = key(course);
    stores()
        .into_iter()
        .flatten()
        .filter_map(|storage| storage.get_item(&key).ok()?)
        .find_map(|text| serde_json::from_str(&text).ok())
}

/// Keeps the text; `false` if storage is blocked or full.
pub(crate) fn write(course: &str, draft: &Draft) -> bool {
    let key = key(course);
    // A struct of texts can always be written.
    let text = serde_json::to_string(draft).unwrap_or_default();
    let mut is_kept = false;
    for storage in stores().into_iter().flatten() {
        is_kept |= storage.set_item(&key, &text).is_ok();
    }
    is_kept
}

/// No course has an id that begins with a colon.
fn key(course: &str) -> String {
    format!("layerwise::author:{course}")
}

fn stores() -> [Option<Storage>; 2] {
    let window = window();
    [
        window.session_storage().ok().flatten(),
        window.local_storage().ok().flatten(),
    ]
}
