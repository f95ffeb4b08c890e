use app::DeskData;
use app::shared::{learner, today};
use leptos::prelude::*;

use super::asked::Asked;
use crate::queue_model::{self, Due};

/// The page.
#[component]
pub(crate) fn ReviewPage(
    /// What the page carries.
    data: StoredValue<DeskData>,
) -> impl IntoView {
    let learner = learner();
    let progress = learner.progress();
    let queue = Memo::new(move |_| {
        data.with_value(|data| queue_model::queue(&data.course, &progress.read(), today()))
    });
    let next = Memo::new(move |_| {
        data.with_value(|data| queue_model::next(&data.course, &progress.read(), today()))
    });
    let asked = RwSignal::new(None::<Due>);
    let is_answered = Memo::new(move |_| {
        asked
            .read()
            .as_ref()
            .is_some_and(|asked| !queue.read().contains(asked))
    });
    let words = move || queue_model::words(queue.read().len(), next.get());
    let go_on = move |_| {
        let before = asked.get_untracked();
        let next = queue_model::after(&queue.read_untracked(), before.as_ref()).cloned();
        // Now, not before: who looks at the queue and leaves has begun nothing.
        if let Some(due) = &next {
            learner.ask_again(&due.id, &due.key);
        }
        asked.set(next);
    };
    let label = move || match &*asked.read() {
        None => "Begin",
        Some(_) if !is_answered.get() => "Leave it for later",
        Some(_) if queue.read().is_empty() => "Done",
        Some(_) => "Next question",
    };
    let is_over = move || asked.read().is_none() && queue.read().is_empty();
    view! {
        <p class="desk-sum" role="status">{move || learner.is_loaded().then(words)}</p>
        {move || asked.get().map(|due| view! { <Asked data due/> })}
        <p class="desk-actions">
            <button type="button" hidden=is_over on:click=go_on>{label}</button>
        </p>
        <p class="desk-note">
            "A question comes back when its answer was wrong, or when you were not sure: after a day at first, "
            "then later and later while you know it (FSRS, a schedule for what is remembered)."
        </p>
    }
}
