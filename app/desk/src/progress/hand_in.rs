use app::DeskData;
use app::shared::{learner, save, today};
use learning::ResultFile;
use leptos::prelude::*;

use crate::overview_model::{keys, topics};

/// The result file, for whoever teaches the course.
#[component]
pub(crate) fn HandIn(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The learner's name.
    name: RwSignal<String>,
) -> impl IntoView {
    let progress = learner().progress();
    let (said, say) = signal(String::new());
    let hand_in = move |_| {
        let file = data.with_value(|data| {
            let questions = topics(&data.course).flat_map(keys);
            let progress = progress.read_untracked();
            let version = &data.course.version;
            ResultFile::new(
                &progress,
                version,
                questions,
                &name.read_untracked(),
                today(),
            )
        });
        let Some(file) = file else {
            say.set("Write your name first, of at most 80 characters.".to_owned());
            return;
        };
        let to = format!("{}-result.json", file.course);
        say.set(match save(&to, &file.to_json()) {
            true => format!("Saved as {to}."),
            false => "This browser does not let the page save a file.".to_owned(),
        });
    };
    view! {
        <section class="desk-part" aria-labelledby="desk-hand-in">
            <h2 id="desk-hand-in">"Hand in"</h2>
            <p>
                "A result file says which questions you answered, how well and how often, and which labs you did. "
                "It goes nowhere by itself: give it to whoever teaches this course, who opens it on the page "
                <a href="../results/">"Results of a class"</a> "."
            </p>
            <div class="desk-actions">
                <label class="desk-field">
                    "Your name"
                    <input
                        type="text"
                        autocomplete="name"
                        maxlength="80"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button type="button" on:click=hand_in>"Save a result file"</button>
            </div>
            <p role="status">{said}</p>
        </section>
    }
}
