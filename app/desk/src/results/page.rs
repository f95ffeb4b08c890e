use app::DeskData;
use app::shared::save;
use learning::{Asked, Class, Taken};
use leptos::prelude::*;

use super::learners_table::LearnersTable;
use super::questions_table::QuestionsTable;
use crate::overview_model::{keys, topics};
use crate::platform::files;

/// The page.
#[component]
pub(crate) fn ResultsPage(
    /// What the page carries.
    data: StoredValue<DeskData>,
) -> impl IntoView {
    let nobody = move || {
        data.with_value(|data| {
            let asked = |(id, key): (&str, &str)| Asked {
                id: id.to_owned(),
                key: key.to_owned(),
            };
            let asked = topics(&data.course).flat_map(keys).map(asked).collect();
            Class::new(&data.course.id, asked)
        })
    };
    let class = RwSignal::new(nobody());
    let (said, say) = signal(String::new());
    let (refused, refuse) = signal(Vec::<String>::new());
    let take_in = move |files: Vec<(String, String)>| {
        let (mut new, mut again, mut reasons) = (0, 0, Vec::new());
        class.update(|class| {
            for (name, text) in files {
                match class.take_in(&name, &text) {
                    Ok(Taken::New) => new += 1,
                    Ok(Taken::Again) => again += 1,
                    Err(reason) => reasons.push(format!("{name} was refused: {reason}.")),
                }
            }
        });
        let mut words = vec![format!("{new} taken in")];
        if again > 0 {
            words.push(format!("{again} here already"));
        }
        if !reasons.is_empty() {
            words.push(format!("{} refused", reasons.len()));
        }
        say.set(format!("{}.", words.join(", ")));
        refuse.set(reasons);
    };
    let name = data.with_value(|data| format!("{}-results.csv", data.course.id));
    let csv = move |_| {
        say.set(match save(&name, &class.read_untracked().csv()) {
            true => format!("Saved as {name}."),
            false => "This browser does not let the page save a file.".to_owned(),
        });
    };
    let clear = move |_| {
        class.set(nobody());
        refuse.set(Vec::new());
        say.set("All results are taken away.".to_owned());
    };
    let is_empty = move || class.read().is_empty();
    view! {
        <p>
            "Learners save a result file on the page "
            <a href="../progress/">"Progress"</a>
            ". Choose or drop the files of a class here. They are read in this browser and sent nowhere; "
            "when you leave this page, it forgets them. The files are made by their learners’ browsers, so they "
            "tell you where to help, and prove nothing."
        </p>
        <label class="results-drop">
            <span>"Result files: choose them, or drop them here"</span>
            <input
                type="file"
                multiple
                accept=".json,application/json"
                on:change=move |event| files::chosen(&event, take_in)
            />
        </label>
        <p role="status">{said}</p>
        <ul class="results-refused">
            {move || refused.get().into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}
        </ul>
        <div hidden=is_empty>
            <p class="desk-actions">
                <button type="button" on:click=csv>"Save as CSV"</button>
                <button type="button" on:click=clear>"Take all away"</button>
            </p>
            <LearnersTable data class/>
            <QuestionsTable data class/>
        </div>
    }
}
