use app::DeskData;
use learning::{Class, LearnerRow};
use leptos::prelude::*;

/// A line for each learner.
#[component]
pub(crate) fn LearnersTable(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The results.
    #[prop(into)]
    class: Signal<Class>,
) -> impl IntoView {
    let version = data.with_value(|data| data.course.version.clone());
    let row = move |row: LearnerRow| {
        let note = match row.version == version {
            true => row.date,
            false => format!("{}, version {}", row.date, row.version),
        };
        view! {
            <tr>
                <th scope="row">{row.learner} <span class="results-file">{row.file}</span></th>
                <td>{row.right}</td>
                <td>{row.answered}</td>
                <td>{format!("{} %", row.per_cent)}</td>
                <td>{row.labs}</td>
                <td>{note}</td>
            </tr>
        }
    };
    view! {
        <h2 id="results-learners">"By learner"</h2>
        <div class="results-table" role="region" aria-labelledby="results-learners" tabindex="0">
            <table aria-labelledby="results-learners">
                <thead>
                    <tr>
                        <th scope="col">"Learner"</th>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Answered"</th>
                        <th scope="col">"Score"</th>
                        <th scope="col">"Labs"</th>
                        <th scope="col">"Date"</th>
                    </tr>
                </thead>
                <tbody>{move || class.read().learners().into_iter().map(row.clone()).collect_view()}</tbody>
            </table>
        </div>
    }
}
