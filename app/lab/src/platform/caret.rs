use leptos::html::Textarea;
use leptos::prelude::*;

use crate::editor_model::split_utf16;

/// Moves the focus and the caret into a text area, selecting a range of UTF-16 units, once the text
/// that the page has for it stands there.
pub(crate) fn select(area: NodeRef<Textarea>, range: impl Fn(&str) -> (u32, u32) + 'static) {
    request_animation_frame(move || {
        if let Some(area) = area.get_untracked() {
            let (start, end) = range(&area.value());
            // A refusal leaves focus and caret where they were. Setting the caret before the focus
            // makes browsers scroll to it.
            let _ = area.set_selection_range(start, start);
            let _ = area.focus();
            let _ = area.set_selection_range(start, end);
        }
    });
}

/// Where the caret stands, in UTF-16 units; the end of a selection.
pub(crate) fn position(area: NodeRef<Textarea>) -> Option<u32> {
    area.get_untracked()?.selection_end().ok()?
}

/// The selected text.
pub(crate) fn selected(area: NodeRef<Textarea>) -> Option<String> {
    let area = area.get_untracked()?;
    let (start, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    let text = area.value();
    Some(split_utf16(split_utf16(&text, end).0, start).1.to_owned())
}
