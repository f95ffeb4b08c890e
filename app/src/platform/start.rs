use leptos::mount::hydrate_from;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use web_sys::HtmlLinkElement;

use crate::PageData;
use crate::shell::App;

/// Makes the page come alive. A page without readable data stays as it was prerendered: readable.
pub fn start() {
    let document = document();
    let data = document
        .get_element_by_id("page")
        .and_then(|element| element.text_content())
        .and_then(|text| serde_json::from_str::<PageData>(&text).ok());
    let root = document
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into().ok());
    if let (Some(data), Some(root)) = (data, root) {
        pin_icon();
        hydrate_from(root, move || view! { <App data/> }).forget();
    }
}

/// Writes the icon's address in full: a browser reads a relative one anew when the page's own
/// address changes.
fn pin_icon() {
    if let Ok(Some(icon)) = document().query_selector("link[rel=icon]")
        && let Ok(icon) = icon.dyn_into::<HtmlLinkElement>()
    {
        icon.set_href(&icon.href());
    }
}
