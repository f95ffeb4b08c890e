use leptos::prelude::*;

use super::chapter::ChapterOutline;
use super::keep::Keep;
use super::resume::Resume;
use crate::Links;
use crate::context::{course, shown_page};

/// The course: what it is, where to go on, and its outline.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let chapters: Vec<_> = course
        .chapters
        .iter()
        .map(|chapter| view! { <ChapterOutline chapter=chapter.clone()/> })
        .collect();
    view! {
        <div class="home">
            <h1 tabindex="-1">{course.title.clone()}</h1>
            <p class="home-summary">{course.summary.clone()}</p>
            <Resume/>
            {chapters}
            <Keep/>
            // One file has no other pages to print.
            {(shown.links() == Links::Folders).then(|| view! {
                <p class="home-print"><a href="./print/">"The whole course on paper"</a></p>
            })}
        </div>
    }
}
