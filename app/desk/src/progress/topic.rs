use app::DeskData;
use app::shared::{learner, today};
use course::TopicMeta;
use leptos::prelude::*;

use super::page::Resets;
use crate::overview_model::{self, QuestionEntry};

/// A topic: what is done of it, and, unfolded, its questions and labs.
#[component]
pub(crate) fn TopicProgress(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let learner = learner();
    let progress = learner.progress();
    let resets = expect_context::<Resets>();
    let title = format!("{}. {}", topic.number, topic.title);
    let href = format!("../{}/", topic.id);
    let labs = data.with_value(|data| {
        overview_model::labs(data, &topic)
            .cloned()
            .collect::<Vec<_>>()
    });
    let topic = StoredValue::new(topic);

    let sum = Memo::new(move |_| {
        let progress = progress.read();
        let one = |topic: &TopicMeta| {
            data.with_value(|data| {
                overview_model::sum(data, &progress, today(), std::iter::once(topic))
            })
        };
        topic.with_value(one)
    });
    let questions = Memo::new(move |_| {
        topic.with_value(|topic| overview_model::questions(&progress.read(), topic, today()))
    });
    let whole = title.clone();
    let ids: Vec<_> = labs.iter().map(|lab| lab.id.clone()).collect();
    let reset = move |_| {
        let undo = topic.with_value(|topic| {
            learner.reset(
                topic.questions.iter().map(|question| question.id.as_str()),
                std::iter::once(topic.id.as_str()),
                ids.iter().map(String::as_str),
            )
        });
        resets.took(&whole, undo);
    };
    let page = href.clone();
    let entry = move |entry: QuestionEntry| {
        let QuestionEntry {
            id,
            number,
            words,
            is_kept,
        } = entry;
        let label = format!("Question {number}");
        let href = format!("{page}#question-{id}");
        let forgotten = label.clone();
        let forget = move |_| {
            let none = std::iter::empty;
            let undo = learner.reset(std::iter::once(id.as_str()), none(), none());
            resets.took(&forgotten, undo);
        };
        view! {
            <li>
                <a href=href>{label.clone()}</a>
                <span>{words}</span>
                {is_kept.then(|| view! {
                    <button type="button" aria-label=format!("Forget {label}") on:click=forget>"Forget"</button>
                })}
            </li>
        }
    };
    let lab_page = href.clone();
    let lab_entries = labs
        .into_iter()
        .map(|lab| {
            let href = format!("{lab_page}#lab-{}", lab.id);
            let is_met = move || match progress.read().is_met(&lab.id) {
                true => "done",
                false => "not done",
            };
            view! { <li><a href=href>"Lab: " {lab.title.clone()}</a> <span>{is_met}</span></li> }
        })
        .collect_view();
    view! {
        <li class="desk-topic" data-state=move || sum.read().name()>
            <details>
                <summary>
                    <span class="desk-topic-title">{title}</span>
                    " "
                    <span class="desk-facts">{move || sum.read().words()}</span>
                </summary>
                <ul class="desk-questions">
                    {move || questions.get().into_iter().map(entry.clone()).collect_view()}
                    {lab_entries}
                </ul>
                <p class="desk-actions">
                    <a href=href>"Go to the topic"</a>
                    <button type="button" on:click=reset>"Forget this topic"</button>
                </p>
            </details>
        </li>
    }
}
