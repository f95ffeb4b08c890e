use course::{Chapter, Segment, Topic};
use leptos::prelude::*;

use crate::question::Folded;
use crate::topic::numbered;

/// The answers of all questions. It is printed only if the reader has asked for it.
#[component]
pub(super) fn AnswerKey(
    /// The chapters that are printed.
    chapters: Vec<Chapter>,
    /// All topics of the course.
    topics: Vec<Topic>,
) -> impl IntoView {
    let metas = chapters.into_iter().flat_map(|chapter| chapter.topics);
    let entries: Vec<_> = metas
        .filter_map(|meta| {
            let topic = topics.iter().find(|topic| topic.id == meta.id)?;
            let answers: Vec<_> = numbered(topic.segments.clone())
                .filter_map(|(segment, number)| match segment {
                    Segment::Question(question) => Some(view! {
                        <div class="sheet-answer">
                            <h4>{format!("Question {number}")}</h4>
                            <Folded question/>
                        </div>
                    }),
                    _ => None,
                })
                .collect();
            let is_asked = !answers.is_empty();
            is_asked.then(|| {
                view! {
                    <h3>{format!("{}. {}", meta.number, meta.title)}</h3>
                    {answers}
                }
            })
        })
        .collect();
    view! {
        <section class="sheet-key">
            <h2>"Answers"</h2>
            {entries}
        </section>
    }
}
