use app::DeskData;
use app::shared::{learner, today};
use course::Chapter;
use leptos::prelude::*;

use super::topic::TopicProgress;
use crate::overview_model;

/// A chapter: its sum, and its topics.
#[component]
pub(crate) fn ChapterProgress(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let progress = learner().progress();
    let anchor = format!("progress-{}", chapter.id);
    let title = format!("Chapter {}: {}", chapter.number, chapter.title);
    let topics = chapter
        .topics
        .iter()
        .map(|topic| view! { <TopicProgress data topic=topic.clone()/> })
        .collect_view();
    let words = Memo::new(move |_| {
        data.with_value(|data| {
            overview_model::of_chapter(data, &progress.read(), today(), &chapter).words()
        })
    });
    view! {
        <section class="desk-chapter" aria-labelledby=anchor>
            <h2 id=anchor.clone()>{title}</h2>
            <p class="desk-facts">{move || words.get()}</p>
            <ul class="desk-topics">{topics}</ul>
        </section>
    }
}
