use course::TopicMeta;
use leptos::prelude::*;

use crate::course_model::score;
use crate::learner::learner;

/// `3 of 4 right`; nothing for a topic without questions.
#[component]
pub(crate) fn TopicScore(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let progress = learner().progress();
    let asked = !topic.questions.is_empty();
    let score = Memo::new(move |_| score(&progress.read(), &topic).to_string());
    asked.then(|| {
        view! {
            <p class="topic-score">
                "Knowledge check: " <strong>{move || score.get()}</strong>
            </p>
        }
    })
}
