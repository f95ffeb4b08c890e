//! The text area: its text is the browser's, so that undoing, spelling and the caret stay as they are.

use leptos::html::Textarea;
use leptos::prelude::*;

/// Puts a text in place of the one that stands there.
pub(crate) fn put(area: NodeRef<Textarea>, text: &str) {
    if let Some(area) = area.get_untracked() {
        area.set_value(text);
        // A refusal leaves the caret at the end.
        let _ = area.set_selection_range(0, 0);
    }
}

/// Moves the focus and the caret there, selecting a range of UTF-16 units.
pub(crate) fn select(area: NodeRef<Textarea>, (start, end): (u32, u32)) {
    if let Some(area) = area.get_untracked() {
        // A refusal leaves focus and caret where they were. Setting the caret before the focus makes
        // browsers scroll to it.
        let _ = area.set_selection_range(start, start);
        area.blur().ok();
        let _ = area.focus();
        let _ = area.set_selection_range(start, end);
    }
}
