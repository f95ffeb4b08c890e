use leptos::prelude::*;

use crate::alive::alive;
use crate::workbench::Workbench;

/// The build command, as on a terminal.
#[component]
pub(crate) fn CommandLine(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let alive = alive();
    let id = format!("{id}-command");
    let command = Memo::new(move |_| bench.draft().read().scenario().command.clone());
    let start = command.get_untracked();
    let type_in = move |event| {
        let command = event_target_value(&event);
        bench.edit(|draft| draft.set_command(command));
    };
    view! {
        <div class="lab-command">
            <label for=id.clone()>"Build command"</label>
            <input
                type="text"
                id=id
                value=start
                readonly=move || !alive.get()
                prop:value=move || command.get()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                on:input=type_in
            />
        </div>
    }
}
