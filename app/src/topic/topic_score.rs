use course::TopicMeta;
use leptos::prelude::*;

use crate::course_model::{score, wrong};
use crate::learner::learner;
use crate::platform::focus;

/// `3 of 4 right`, and a way to try again what was not; nothing for a topic without questions.
#[component]
pub(crate) fn TopicScore(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let learner = learner();
    let progress = learner.progress();
    let asked = !topic.questions.is_empty();
    let graded = topic.clone();
    let score = Memo::new(move |_| score(&progress.read(), &graded).to_string());
    let wrong = Memo::new(move |_| wrong(&progress.read(), &topic));
    let label = move || match wrong.read().len() {
        1 => "Try the wrong one again".to_owned(),
        count => format!("Try the {count} wrong ones again"),
    };
    let retry = move |_| {
        let questions = wrong.get_untracked();
        learner.retry_all(&questions);
        if let Some((first, _)) = questions.first() {
            focus::on_first_field(format!("question-{first}"));
        }
    };
    asked.then(|| {
        view! {
            <p class="topic-score">
                "Knowledge check: " <strong>{move || score.get()}</strong> " "
                <button type="button" hidden=move || wrong.read().is_empty() on:click=retry>
                    {label}
                </button>
            </p>
        }
    })
}
