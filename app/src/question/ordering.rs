use course::{Answer, Question};
use leptos::prelude::*;

use super::ordering_model::{first_order, moved, place};
use super::standing_model::Shown;
use super::stem;
use crate::learner::learner;
use crate::platform::focus;

/// Items with buttons that move them up and down; no dragging is needed.
#[component]
pub(crate) fn Order(
    /// The question.
    question: StoredValue<Question>,
    /// The items in the right order.
    items: Vec<Answer>,
    /// How the question stands.
    shown: Shown,
    /// The controls' name in the form, and the stem of their ids.
    name: String,
    /// Takes what a screen reader is to hear.
    say: WriteSignal<Option<String>>,
) -> impl IntoView {
    let learner = learner();
    let settled = shown.is_answered();
    let first = question
        .with_value(|question| first_order(&question.id, shown.attempt, &items, &shown.given));
    let last = first.len().saturating_sub(1);
    let (order, set_order) = signal(first);
    let go = move |id: &str, down: bool, button: String| {
        let after = moved(&order.read_untracked(), id, down);
        say.set(Some(place(&after, id)));
        question.with_value(|question| learner.begin(question, after.clone()));
        set_order.set(after);
        // A button that moves loses the focus in some browsers, and at the edge it is disabled.
        request_animation_frame(move || focus::on_id(&button));
    };
    let item = move |id: String| {
        let item = items.iter().find(|item| item.id == id);
        let html = item.map_or("", |item| stem::split(&item.html).0).to_owned();
        let right = items.iter().position(|item| item.id == id);
        let at = {
            let id = id.clone();
            Memo::new(move |_| order.read().iter().position(|other| *other == id))
        };
        let text = format!("{name}-{id}");
        let button = |label: &'static str, down: bool| {
            let (id, labelled) = (id.clone(), text.clone());
            let own = format!("{text}-{}", if down { "down" } else { "up" });
            let focused = own.clone();
            let at_edge = move || at.get() == Some(if down { last } else { 0 });
            view! {
                <button
                    type="button"
                    id=own.clone()
                    aria-labelledby=format!("{own} {labelled}")
                    aria-disabled=move || at_edge().to_string()
                    hidden=settled
                    on:click=move |_| go(&id, down, focused.clone())
                >
                    {label}
                </button>
            }
        };
        let mark = move || settled.then(|| (at.get() == right).to_string());
        view! {
            <li class="question-item" data-correct=mark>
                <input type="hidden" name=name.clone() value=id.clone()/>
                <span id=text.clone() inner_html=html></span>
                {button("Up", false)}
                {button("Down", true)}
            </li>
        }
    };
    view! {
        <ol class="question-order">
            <For each=move || order.get() key=Clone::clone children=item/>
        </ol>
    }
}
