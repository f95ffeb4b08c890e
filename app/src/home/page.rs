use leptos::prelude::*;

use super::chapter::ChapterOutline;
use super::resume::Resume;
use crate::context::course;

/// The course: what it is, where to go on, and its outline.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let course = course();
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
        </div>
    }
}
