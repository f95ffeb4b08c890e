use course::{Question, QuestionKind};
use leptos::prelude::*;

use super::fields::Fields;
use super::folded::Folded;
use super::hints::Hints;
use super::result::Result;
use super::standing_model::{Start, check_label, missing, shown};
use super::{judgement_model, number_model, stem};
use crate::context::alive;
use crate::learner::learner;
use crate::platform::{focus, form};

/// A knowledge check: what every type has in common. The form is prerendered as it will be used;
/// it can be sent once the page is alive, and every answer is kept at once.
#[component]
pub fn QuestionView(
    /// The question.
    question: Question,
    /// Its number on the page.
    number: usize,
) -> impl IntoView {
    let learner = learner();
    let alive = alive();
    let question = StoredValue::new(question);
    let asked = question.get_value();
    let policy = asked.policy;
    let (stem, more) = stem::split(&asked.stem_html);
    let (stem, more) = (stem.to_owned(), more.to_owned());
    let id = format!("question-{}", asked.id);
    let is_lab = matches!(asked.kind, QuestionKind::FixIt(_));

    // What was begun is taken up once, after hydration; from then on the fields hold it themselves.
    let start = RwSignal::new(Start::default());
    Effect::new(move |_| {
        if learner.is_loaded() {
            let begun = question.with_value(|question| learner.begun(question));
            start.set(begun);
        }
    });
    let shown = Memo::new(move |_| {
        question.with_value(|question| {
            learner.with_state(question, |state| shown(state, &start.read()))
        })
    });
    let answered = move || shown.read().is_answered();
    // Feedback opens when the learner answers here, not when an older answer is loaded: nothing
    // on the page moves by itself.
    let (open, set_open) = signal(false);
    let (said, say) = signal(None::<String>);
    let result = NodeRef::new();
    let fieldset = NodeRef::new();

    let name = id.clone();
    let submit = move |event| {
        let form = form::submitted(&event);
        let given = form.values(&name);
        let lacking = question.with_value(|question| match &question.kind {
            QuestionKind::Number(typed) => {
                missing(&question.kind, &given).or_else(|| number_model::unreadable(typed, &given))
            }
            kind => missing(kind, &given),
        });
        say.set(lacking.map(str::to_owned));
        if lacking.is_none() {
            set_open.set(true);
            let sure = policy.confidence.then(|| !form.is_checked("unsure"));
            question.with_value(|question| learner.record(question, given, sure));
            focus::on(result);
        }
    };
    let name = id.clone();
    let begin = move |event| {
        say.set(None);
        let given = form::of(&event).values(&name);
        question.with_value(|question| learner.begin(question, given));
    };
    let retry = move |_| {
        set_open.set(false);
        question.with_value(|question| {
            let parts = judgement_model::kept(question, &shown.read_untracked().given);
            learner.retry(question, parts);
            start.set(learner.begun(question));
        });
        focus::on(fieldset);
    };
    let status = move || match said.get() {
        Some(said) => said,
        None => shown.read().words(),
    };

    let name = id.clone();
    view! {
        <section
            class="question"
            id=id
            aria-label=format!("Question {number}")
            data-standing=move || shown.read().name()
        >
            <form on:submit=submit on:input=begin>
                <fieldset node_ref=fieldset tabindex="-1">
                    <legend>
                        <span class="question-number">{format!("Question {number}")}</span>
                        <span class="question-asked" inner_html=stem></span>
                    </legend>
                    {(!more.is_empty())
                        .then(|| view! { <div class="question-more" inner_html=more></div> })}
                    {move || view! {
                        <Fields question shown=shown.get() name=name.clone() say/>
                    }}
                </fieldset>
                <Hints hints=asked.hints_html.clone()/>
                {(policy.confidence && !is_lab).then(|| view! {
                    <label class="question-unsure" hidden=answered>
                        <input type="checkbox" name="unsure"/>
                        "I am not sure"
                    </label>
                })}
                <div class="question-actions">
                    <button
                        type="submit"
                        disabled=move || !alive.get()
                        hidden=move || is_lab || answered()
                    >
                        {check_label(&asked.kind)}
                    </button>
                    <button
                        type="button"
                        hidden=move || !shown.read().may_retry(policy)
                        on:click=retry
                    >
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
                <Result question shown open node=result/>
            </form>
            <Folded question=asked/>
        </section>
    }
}
