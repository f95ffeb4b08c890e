use course::{Question, QuestionKind};
use leptos::prelude::*;

use super::folded::Folded;
use super::result::Result;
use super::single_choice::SingleChoice;
use super::{choice_model, stem};
use crate::context::alive;
use crate::learner::learner;
use crate::platform::{focus, form};

/// A knowledge check: what every type has in common. The form is prerendered as it will be used;
/// it can be sent once the page is alive, and an answer is kept at once.
#[component]
pub(crate) fn QuestionView(
    /// The question.
    question: Question,
    /// Its number on the page.
    number: usize,
) -> impl IntoView {
    let learner = learner();
    let alive = alive();
    let question = StoredValue::new(question);
    let shown = question.get_value();
    let (asked, more) = stem::split(&shown.stem_html);
    let (asked, more) = (asked.to_owned(), more.to_owned());
    let id = format!("question-{}", shown.id);
    let is_choice = matches!(shown.kind, QuestionKind::SingleChoice(_));
    let standing = Memo::new(move |_| {
        question.with_value(|question| {
            learner.with_state(question, |state| choice_model::standing(question, state))
        })
    });
    // Feedback opens when the learner answers here, not when an older answer is loaded: nothing
    // on the page moves by itself.
    let (open, set_open) = signal(false);
    let (missing, set_missing) = signal(false);
    let result = NodeRef::new();
    let fieldset = NodeRef::new();

    let name = id.clone();
    let submit = move |event| {
        let chosen = form::submitted(&event, &name).filter(|chosen| !chosen.is_empty());
        set_missing.set(chosen.is_none());
        if let Some(chosen) = chosen {
            set_open.set(true);
            question.with_value(|question| learner.record(question, &chosen));
            focus::on(result);
        }
    };
    let retry = move |_| {
        set_open.set(false);
        question.with_value(|question| learner.retry(question));
        focus::on(fieldset);
    };
    let answered = move || standing.read().is_answered();
    let status = move || match (missing.get(), standing.read().is_answered()) {
        (true, false) => "Choose an answer first.",
        _ => standing.read().words(),
    };

    view! {
        <section
            class="question"
            id=id
            aria-label=format!("Question {number}")
            data-standing=move || standing.read().name()
        >
            <form on:submit=submit>
                <fieldset node_ref=fieldset tabindex="-1">
                    <legend>
                        <span class="question-number">{format!("Question {number}")}</span>
                        <span class="question-asked" inner_html=asked></span>
                    </legend>
                    {(!more.is_empty())
                        .then(|| view! { <div class="question-more" inner_html=more></div> })}
                    {is_choice.then(|| view! { <SingleChoice question name=id.clone()/> })}
                </fieldset>
                <div class="question-actions" hidden=!is_choice>
                    <button type="submit" disabled=move || !alive.get() hidden=answered>
                        "Check"
                    </button>
                    <button type="button" hidden=move || !answered() on:click=retry>
                        "Try again"
                    </button>
                    <button
                        type="button"
                        class="question-why"
                        hidden=move || !answered()
                        aria-expanded=move || open.get().to_string()
                        on:click=move |_| set_open.update(|open| *open = !*open)
                    >
                        "Feedback"
                    </button>
                    <p class="question-standing" role="status">{status}</p>
                </div>
                <Result question standing open node=result/>
            </form>
            <Folded question=shown/>
        </section>
    }
}
