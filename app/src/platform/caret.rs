use leptos::html::Textarea;
use leptos::prelude::*;

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
