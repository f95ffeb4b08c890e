use leptos::prelude::*;

use crate::context::{alive, course};
use crate::course_model;
use crate::learner::learner;
use crate::platform::file;

/// What becomes of the learner's progress: to a file, from a file, or back to the beginning.
#[component]
pub(crate) fn Keep() -> impl IntoView {
    let learner = learner();
    let alive = alive();
    let course = course();
    let (said, say) = signal(String::new());
    let undo = RwSignal::new(None);

    let name = format!("{}-progress.json", course.id);
    let export = move |_| {
        let text = learner.progress().read_untracked().to_json();
        say.set(match file::save(&name, &text) {
            true => format!("Saved as {name}."),
            false => "This browser does not let the page save a file.".to_owned(),
        });
    };
    let import = move |event| {
        file::chosen(&event, move |name, text| {
            say.set(match learner.import(&text) {
                Ok(()) => format!("{name} was taken in; nothing that was here is lost."),
                Err(reason) => format!("{name} was not taken in: {reason}."),
            });
        });
    };
    let reset = move |_| {
        let topics = course_model::topics(&course);
        let questions = topics.clone().flat_map(|topic| &topic.questions);
        let progress = learner.progress().get_untracked();
        let taken = learner.reset(
            questions.map(|question| question.id.as_str()),
            topics.map(|topic| topic.id.as_str()),
            progress.labs_met(),
        );
        say.set(match taken.is_empty() {
            true => "There was nothing to forget.".to_owned(),
            false => "All answers and marks of this course are forgotten.".to_owned(),
        });
        undo.set((!taken.is_empty()).then_some(taken));
    };
    let bring_back = move |_| {
        if let Some(taken) = undo.try_update(Option::take).flatten() {
            learner.undo(taken);
            say.set("All of it is back.".to_owned());
        }
    };
    let dead = move || !alive.get();
    view! {
        <section class="keep" id="keep" aria-labelledby="keep-title">
            <h2 id="keep-title">"Your progress"</h2>
            <p>
                "It is kept in this browser and nowhere else. "
                "A file takes it to another browser, where it is joined with what is there."
            </p>
            <div class="keep-actions">
                <button type="button" disabled=dead on:click=export>"Save to a file"</button>
                <label class="keep-import">
                    "Take in a file "
                    <input type="file" accept=".json,application/json" disabled=dead on:change=import/>
                </label>
                <button type="button" disabled=dead on:click=reset>"Start the course anew"</button>
                <button type="button" hidden=move || undo.read().is_none() on:click=bring_back>
                    "Undo"
                </button>
            </div>
            <p role="status">{said}</p>
        </section>
    }
}
