use course::{Chapter, TopicMeta};
use leptos::prelude::*;

use crate::context::shown_page;
use crate::course_model::{minutes, score};
use crate::learner::learner;
use crate::shell::ProgressMark;

/// A chapter with its topics, their length and what the learner did there.
#[component]
pub(crate) fn ChapterOutline(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let anchor = format!("chapter-{}", chapter.id);
    let topics: Vec<_> = chapter
        .topics
        .iter()
        .map(|topic| view! { <TopicOutline topic=topic.clone()/> })
        .collect();
    view! {
        <section class="chapter" aria-labelledby=anchor>
            <h2 id=anchor.clone()>{format!("Chapter {}: {}", chapter.number, chapter.title)}</h2>
            <ol class="chapter-topics">{topics}</ol>
        </section>
    }
}

/// A topic as the outline shows it.
#[component]
fn TopicOutline(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let href = shown_page().link_to_topic(&topic.id);
    let tags: Vec<_> = topic
        .tags
        .iter()
        .map(|tag| view! { <li>{tag.clone()}</li> })
        .collect();
    view! {
        <li class="chapter-topic">
            <h3>
                <ProgressMark topic=topic.clone()/>
                " "
                <a href=href>
                    <span class="chapter-number">{format!("{}.", topic.number)}</span>
                    " "
                    {topic.title.clone()}
                </a>
            </h3>
            <p>{topic.summary.clone()}</p>
            <p class="chapter-facts">
                <span>{minutes(&topic)}</span>
                " "
                <QuestionsOf topic=topic.clone()/>
            </p>
            <ul class="chapter-tags">{tags}</ul>
        </li>
    }
}

/// How many of a topic's questions are answered rightly.
#[component]
fn QuestionsOf(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let progress = learner().progress();
    let asked = !topic.questions.is_empty();
    let text = Memo::new(move |_| score(&progress.read(), &topic).to_string());
    asked.then(|| view! { <span>{move || text.get()}</span> })
}
