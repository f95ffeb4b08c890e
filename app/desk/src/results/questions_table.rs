use app::DeskData;
use learning::{Class, QuestionRow};
use leptos::prelude::*;

use crate::overview_model::topics;

/// A line for each question, those that were missed most first.
#[component]
pub(crate) fn QuestionsTable(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The results.
    #[prop(into)]
    class: Signal<Class>,
) -> impl IntoView {
    // In the order of the course: where each question is, and what it is called.
    let places: Vec<(String, String)> = data.with_value(|data| {
        let named = |topic: &course::TopicMeta| -> Vec<_> {
            let place = |(index, question): (usize, &course::QuestionRef)| {
                let href = format!("../{}/#question-{}", topic.id, question.id);
                (href, format!("{}, question {}", topic.title, index + 1))
            };
            topic.questions.iter().enumerate().map(place).collect()
        };
        topics(&data.course).flat_map(named).collect()
    });
    let row = move |row: QuestionRow| {
        let (href, label) = places.get(row.place).cloned().unwrap_or_default();
        let tries = format!("{}.{}", row.tries_tenths / 10, row.tries_tenths % 10);
        view! {
            <tr>
                <th scope="row"><a href=href>{label}</a></th>
                <td>{row.missed()}</td>
                <td>{row.wrong}</td>
                <td>{row.partly}</td>
                <td>{row.right}</td>
                <td>{row.open}</td>
                <td>{tries}</td>
            </tr>
        }
    };
    view! {
        <h2 id="results-questions">"By question"</h2>
        <div class="results-table" role="region" aria-labelledby="results-questions" tabindex="0">
            <table aria-labelledby="results-questions">
                <thead>
                    <tr>
                        <th scope="col">"Question"</th>
                        <th scope="col">"Missed"</th>
                        <th scope="col">"Wrong"</th>
                        <th scope="col">"Partly"</th>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Open"</th>
                        <th scope="col">"Tries"</th>
                    </tr>
                </thead>
                <tbody>{move || class.read().questions().into_iter().map(row.clone()).collect_view()}</tbody>
            </table>
        </div>
    }
}
