use app::DeskData;
use leptos::mount::mount_to_renderer;
use leptos::prelude::*;

use crate::page::DeskPage;

/// Makes the page come alive: its data stand in `#page`, and what is shown in `#desk`. A page
/// without readable data stays as it is.
pub fn start() {
    let document = document();
    let data = document
        .get_element_by_id("page")
        .and_then(|element| element.text_content())
        .and_then(|text| serde_json::from_str::<DeskData>(&text).ok());
    let root = document.get_element_by_id("desk");
    if let (Some(data), Some(root)) = (data, root) {
        mount_to_renderer(&root, move || view! { <DeskPage data/> }).forget();
    }
}
