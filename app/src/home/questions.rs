use course::TopicMeta;
use leptos::prelude::*;

use crate::course_model::score;
use crate::learner::learner;

/// How many of a topic's questions are answered rightly.
#[component]
pub(crate) fn QuestionsOf(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let progress = learner().progress();
    let asked = !topic.questions.is_empty();
    let text = Memo::new(move |_| score(&progress.read(), &topic).to_string());
    asked.then(|| view! { <span>{move || text.get()}</span> })
}
