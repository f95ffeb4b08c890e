use leptos::prelude::*;

use super::theme_switch::ThemeSwitch;
use crate::Route;
use crate::context::{course, shown_page};
use crate::course_model::{course_score, topics_done};
use crate::learner::learner;
use crate::search::SearchField;

/// Course title, progress, theme.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let progress = learner().progress();
    let title = course.title.clone();
    let text = Memo::new(move |_| {
        let progress = progress.read();
        let (done, of) = topics_done(&progress, &course);
        format!(
            "{done} of {of} topics, {}",
            course_score(&progress, &course)
        )
    });
    view! {
        <header class="site-header">
            <a class="site-title" href=move || shown.link_to(&Route::Home)>{title}</a>
            <p class="site-progress">{move || text.get()}</p>
            <nav class="site-links" aria-label="Course">
                <a href=move || shown.link_to(&Route::Glossary)>"Glossary"</a>
                <a href=move || shown.link_to(&Route::Tags)>"Tags"</a>
            </nav>
            <SearchField/>
            <ThemeSwitch/>
        </header>
    }
}
