//! Files of the reader's: one that is saved, one that is chosen. Neither is sent anywhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Array;
use web_sys::{Blob, Event, File, HtmlAnchorElement, HtmlInputElement, Url};

/// A file larger than this is not read: no file of ours is half as large.
const MOST_BYTES: f64 = 4_194_304.0;

/// Offers a text to be saved under this name; `false` if the browser does not.
pub fn save(name: &str, text: &str) -> bool {
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence(&parts) else {
        return false;
    };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else {
        return false;
    };
    let link = document().create_element("a").ok();
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = &link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser has taken what it needs, and fails only for an address that is none.
    let _ = Url::revoke_object_url(&address);
    link.is_some()
}

/// Reads the file that was chosen in a control and gives its name and text; the control is empty
/// afterwards, so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event, read: impl FnOnce(String, String) + 'static) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    let Some(file) = file else { return };
    spawn_local(async move {
        let text = text_of(&file).await;
        input.set_value("");
        read(file.name(), text);
    });
}

/// The text of a file; empty for one that cannot be read or is far too large.
pub async fn text_of(file: &File) -> String {
    if file.size() > MOST_BYTES {
        return String::new();
    }
    let text = JsFuture::from(file.text()).await.ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}
