//! A file of the author's that is chosen or dropped. It is read here and sent nowhere.

use app::shared::text_of;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

use crate::draft_model::refusal;

/// Reads the file that was chosen in a control, and gives its name and text or why it is refused; the control is empty
/// afterwards, so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event, read: impl FnOnce(Result<(String, String), String>) + 'static) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    if let Some(file) = file {
        take(file, move |taken| {
            input.set_value("");
            read(taken);
        });
    }
}

/// Reads the first file that was dropped. A text that is dropped stays the browser's matter.
pub(crate) fn dropped(
    event: &DragEvent,
    read: impl FnOnce(Result<(String, String), String>) + 'static,
) {
    let files = event.data_transfer().and_then(|data| data.files());
    if let Some(file) = files.and_then(|files| files.get(0)) {
        event.prevent_default();
        take(file, read);
    }
}

/// Lets files be dropped.
pub(crate) fn dragged(event: &DragEvent) {
    let has_files = event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind == "Files"));
    if has_files {
        event.prevent_default();
    }
}

fn take(file: File, read: impl FnOnce(Result<(String, String), String>) + 'static) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number, and a larger one is refused as well"
    )]
    let bytes = file.size() as usize;
    if let Some(reason) = refusal(bytes) {
        read(Err(reason));
        return;
    }
    spawn_local(async move {
        let text = text_of(&file).await;
        read(Ok((file.name(), text)));
    });
}
