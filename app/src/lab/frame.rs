use course::Lab;
use lab_protocol::Exercise;
use leptos::prelude::*;

use super::command::CommandLine;
use super::diagnostics::Diagnostics;
use super::editor::Editor;
use super::files::Files;
use super::results::Results;
use super::start::Start;
use super::workbench::Workbench;
use crate::context::alive;
use crate::platform::visibility;

/// How far below the window a lab sends for its simulator.
const NEAR: &str = "600px";

/// A lab: what to do, what to change, and what comes of it.
#[component]
pub(crate) fn LabView(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let exercise: Exercise = serde_json::from_str(&lab.data).unwrap_or_default();
    let scenario = exercise.start;
    let id = format!("lab-{}", lab.id);
    let title = format!("{id}-title");
    let (section_id, labelled) = (id.clone(), title.clone());
    let bench = Workbench::new(scenario.clone());
    let alive = alive();

    let section = NodeRef::new();
    Effect::new(move |_| visibility::once_seen(section, NEAR, move || bench.wake()));

    let reset = move |_| bench.edit(|draft| draft.reset());
    let unchanged = move || !alive.get() || !bench.draft().read().is_changed();
    view! {
        <section class="lab" id=section_id aria-labelledby=labelled node_ref=section>
            <p class="lab-label">"Lab"</p>
            <p class="lab-title" id=title>{lab.title}</p>
            <div class="lab-task" inner_html=lab.task_html></div>
            <Start scenario/>
            <div class="lab-bench" on:focusin=move |_| bench.wake()>
                <div class="lab-build">
                    <Files bench id=id.clone()/>
                    <Editor bench id=id.clone()/>
                    <CommandLine bench id=id.clone()/>
                    <div class="lab-actions">
                        <button type="button" disabled=unchanged on:click=reset>"Reset"</button>
                    </div>
                    <Diagnostics bench/>
                </div>
                <Results bench id/>
            </div>
        </section>
    }
}
