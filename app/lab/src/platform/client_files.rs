//! Files that a reader chooses or drops. They are read here and stay here.

use lab_protocol::ContextFile;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// A larger file is left out: a lab is for reading.
const MOST_BYTES: f64 = 256.0 * 1024.0;

/// Makes a form's field take a whole folder.
pub(crate) fn takes_a_folder(field: NodeRef<Input>) {
    if let Some(field) = field.get() {
        // An attribute of a valid name can be set.
        let _ = field.set_attribute("webkitdirectory", "");
    }
}

/// Reads what was chosen in a form's field; `done` gets the texts with their paths below the folder.
pub(crate) fn chosen(event: &Event, done: impl Fn(Vec<ContextFile>) + 'static) {
    let field = event.target();
    let field = field.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    read(field.and_then(|field| field.files()), done);
}

/// Reads what was dropped.
pub(crate) fn dropped(event: &DragEvent, done: impl Fn(Vec<ContextFile>) + 'static) {
    read(event.data_transfer().and_then(|data| data.files()), done);
}

fn read(list: Option<FileList>, done: impl Fn(Vec<ContextFile>) + 'static) {
    let Some(list) = list else { return };
    let files: Vec<File> = (0..list.length())
        .filter_map(|index| list.get(index))
        .collect();
    spawn_local(async move {
        let mut texts = Vec::new();
        for file in files.into_iter().filter(|file| file.size() <= MOST_BYTES) {
            let text = JsFuture::from(file.text()).await;
            // A file that cannot be read is left out.
            if let Some(text) = text.ok().and_then(|text| text.as_string()) {
                texts.push(ContextFile {
                    path: path(&file),
                    text,
                });
            }
        }
        done(texts);
    });
}

/// The path below the chosen folder, or the name of a file that was chosen by itself.
fn path(file: &File) -> String {
    let below = Reflect::get(file, &JsValue::from_str("webkitRelativePath"));
    let below = below
        .ok()
        .and_then(|path| path.as_string())
        .unwrap_or_default();
    match below.split_once('/') {
        Some((_, path)) if !path.is_empty() => path.to_owned(),
        _ => file.name(),
    }
}
