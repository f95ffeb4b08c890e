//! Files of the reader's that are chosen, many at once. None is sent anywhere.

use app::shared::text_of;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, FileList, HtmlInputElement};

/// More files than any class hands in.
const MOST_FILES: u32 = 1000;

/// Reads the files that were chosen in a control, or dropped on it, and gives their names and texts; the control is
/// empty afterwards, so that the same files can be chosen again.
pub(crate) fn chosen(event: &Event, read: impl FnOnce(Vec<(String, String)>) + 'static) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if let Some(files) = input.files() {
        read_all(files, move |texts| {
            input.set_value("");
            read(texts);
        });
    }
}

fn read_all(files: FileList, read: impl FnOnce(Vec<(String, String)>) + 'static) {
    let files: Vec<_> = (0..files.length().min(MOST_FILES))
        .filter_map(|index| files.get(index))
        .collect();
    spawn_local(async move {
        let mut texts = Vec::new();
        for file in &files {
            texts.push((file.name(), text_of(file).await));
        }
        read(texts);
    });
}
