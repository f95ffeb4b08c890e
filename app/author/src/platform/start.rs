use course::Landmarks;
use leptos::mount::mount_to_renderer;
use leptos::prelude::*;

use crate::page::AuthorPage;

/// Makes the page come alive: the landmarks of the course stand in `#author--course`, and what is shown in
/// `#author--work`. A page without readable landmarks stays as it is.
pub fn start() {
    let document = document();
    let landmarks = document
        .get_element_by_id("author--course")
        .and_then(|element| element.text_content())
        .and_then(|text| serde_json::from_str::<Landmarks>(&text).ok());
    let root = document.get_element_by_id("author--work");
    if let (Some(landmarks), Some(root)) = (landmarks, root) {
        mount_to_renderer(&root, move || view! { <AuthorPage landmarks/> }).forget();
    }
}
