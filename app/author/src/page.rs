use app::shared;
use course::Landmarks;
use leptos::prelude::*;

use crate::actions::Actions;
use crate::platform::files;
use crate::problems::Problems;
use crate::shown::Shown;
use crate::workbench::Workbench;

/// The page below its heading: the text and its problems, and beside them the topic.
#[component]
pub(crate) fn AuthorPage(
    /// What the topic is held against.
    landmarks: Landmarks,
) -> impl IntoView {
    // Answers that are given here last as long as the page: they are no learner's.
    shared::provide_trial(&landmarks.course);
    let bench = Workbench::new(landmarks);
    let refusal = move || bench.draft().read().refusal();
    view! {
        <div
            class="author-work"
            on:dragover=move |event| files::dragged(&event)
            on:drop=move |event| files::dropped(&event, move |file| bench.take(file))
        >
            <div class="author-source">
                <Actions bench/>
                <label class="author-label" for="author--text">"The topic: front matter and Markdown"</label>
                <textarea
                    id="author--text"
                    class="author-text"
                    node_ref=bench.area()
                    autocapitalize="off"
                    placeholder="Paste or type a topic, or drop its file here"
                    aria-describedby="author--refusal"
                    on:input=move |event| bench.typed(event_target_value(&event))
                ></textarea>
                <p class="author-refusal" id="author--refusal" role="alert">{refusal}</p>
                <Problems bench/>
            </div>
            <Shown bench/>
        </div>
    }
}
