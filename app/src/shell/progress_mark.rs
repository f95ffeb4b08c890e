use course::TopicMeta;
use leptos::prelude::*;

use crate::course_model::state;
use crate::learner::learner;

/// How far the learner is with a topic: a mark for the eye and a word for the ear.
#[component]
pub(crate) fn ProgressMark(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let progress = learner().progress();
    let state = Memo::new(move |_| state(&progress.read(), &topic));
    view! {
        <span class="progress-mark" data-state=move || state.get().name()>
            <span class="visually-hidden">{move || state.get().words()}</span>
        </span>
    }
}
