use leptos::prelude::*;

use super::theme_switch::ThemeSwitch;
use crate::context::{course, shown_page};
use crate::course_model::{course_score, topics_done};
use crate::learner::learner;
use crate::search::SearchField;
use crate::{Links, Route};

/// Course title, progress, theme.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let learner = learner();
    let (progress, name) = (learner.progress(), learner.name());
    let title = course.title.clone();
    let text = Memo::new(move |_| {
        let progress = progress.read();
        let (done, of) = topics_done(&progress, &course);
        let name = name.read();
        let colon = if name.is_empty() { "" } else { ": " };
        format!(
            "{name}{colon}{done} of {of} topics, {}",
            course_score(&progress, &course)
        )
    });
    // One file has no other pages.
    let desk = move || {
        let root = shown.route().root();
        (shown.links() == Links::Folders).then(|| format!("{root}progress/"))
    };
    view! {
        <header class="site-header">
            <a class="site-title" href=move || shown.link_to(&Route::Home)>{title}</a>
            <p class="site-progress"><a href=desk>{move || text.get()}</a></p>
            <nav class="site-links" aria-label="Course">
                <a href=move || shown.link_to(&Route::Glossary)>"Glossary"</a>
                <a href=move || shown.link_to(&Route::Tags)>"Tags"</a>
            </nav>
            <SearchField/>
            <ThemeSwitch/>
        </header>
    }
}
