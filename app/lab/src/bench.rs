use lab_protocol::Exercise;
use leptos::prelude::*;

use crate::alive::{self, alive};
use crate::command::CommandLine;
use crate::completion::CompletionRow;
use crate::diagnostics::Diagnostics;
use crate::editor::Editor;
use crate::files::{FileActions, Files};
use crate::goal::GoalPanel;
use crate::platform::page;
use crate::report_model::read_lines_key;
use crate::results::Results;
use crate::setting::SettingPanel;
use crate::share::SharePanel;
use crate::start::Start;
use crate::workbench::Workbench;

/// The id of the lab that belongs to no topic.
const FREE: &str = "free";

/// A lab: what to change, and what comes of it.
#[component]
pub(crate) fn Bench(
    /// The lab's id.
    id: String,
    /// As its author wrote it.
    exercise: Exercise,
) -> impl IntoView {
    alive::provide();
    let lab = id.clone();
    let is_free = lab == FREE;
    let id = format!("lab-{id}");
    let scenario = exercise.start.clone();
    let goal = exercise.goal.clone();
    let bench = Workbench::new(lab, exercise);
    Effect::new(move |_| {
        page::on_event(bench.root(), "layerwise-lab-ask", move || bench.tell());
        page::on_new_fragment(move || bench.open_link());
        bench.wake();
    });

    let point = move |event: &leptos::ev::Event| {
        let key = page::attribute_around(event, "data-lines");
        bench.point(key.and_then(|key| read_lines_key(&key)));
    };
    let alive = alive();
    let reset = move |_| bench.edit(|draft| draft.reset());
    let undo = move |_| bench.edit(|draft| draft.undo());
    let nothing_to_undo = move || !alive.get() || !bench.draft().read().can_undo();
    let unchanged = move || !alive.get() || !bench.draft().read().is_changed();
    view! {
        <Start scenario/>
        <div
            class="lab-work"
            node_ref=bench.root()
            on:focusin=move |event| {
                bench.wake();
                point(&event);
            }
            on:pointerover=move |event| point(&event)
            on:pointerleave=move |_| bench.point(None)
        >
            {goal.map(|goal| view! { <GoalPanel bench goal/> })}
            <div class="lab-build">
                <Files bench id=id.clone()/>
                <Editor bench id=id.clone()/>
                <CompletionRow bench/>
                <CommandLine bench id=id.clone()/>
                <FileActions bench id=id.clone()/>
                <SettingPanel bench id=id.clone()/>
                <div class="lab-actions">
                    <button type="button" disabled=unchanged on:click=reset>"Reset"</button>
                    <button type="button" disabled=nothing_to_undo on:click=undo>"Undo"</button>
                    <button type="button" on:click=move |_| bench.share()>"Link to this"</button>
                    <button type="button" on:click=move |_| page::toggle_full_screen(bench.root())>
                        "Full screen"
                    </button>
                    {(!is_free).then(|| view! { <a class="lab-free" href="../lab/">"Free lab"</a> })}
                </div>
                <SharePanel bench id=id.clone()/>
                <Diagnostics bench/>
            </div>
            <Results bench id/>
        </div>
    }
}
