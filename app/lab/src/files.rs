use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::draft_model::File;
use crate::platform::caret;
use crate::tabs::Tabs;
use crate::workbench::Workbench;

/// The files of the build context, one of which is in the editor.
#[component]
pub(crate) fn Files(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let files = Memo::new(move |_| bench.draft().read().files());
    let names = Signal::derive(move || {
        files
            .read()
            .iter()
            .map(|file| file.name().to_owned())
            .collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| bench.draft().read().shown_index());
    let choose = Callback::new(move |index: usize| {
        let file = files.read_untracked().get(index).cloned();
        if let Some(file) = file {
            bench.show(file);
        }
    });
    view! {
        <div class="lab-files">
            <Tabs id=format!("{id}-files") label="Files" names chosen choose/>
        </div>
    }
}

/// What can be done with files: one more, one less, and a text to follow as a secret.
#[component]
pub(crate) fn FileActions(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let (path, set_path) = signal(String::new());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        bench.edit(|draft| draft.add_file(&path.get_untracked()));
        set_path.set(String::new());
    };
    let is_fixed = move || *bench.draft().read().shown() == File::Dockerfile;
    let remove = move |_| bench.edit(|draft| draft.remove_file());
    let follow = move |_| {
        if let Some(text) = caret::selected(bench.area()) {
            bench.edit(|draft| draft.follow(&text));
        }
    };
    let id = format!("{id}-new-file");
    view! {
        <details class="setting">
            <summary>"Files and secrets"</summary>
            <form class="setting-row" on:submit=add>
                <label for=id.clone()>"New file"</label>
                <input
                    type="text"
                    id=id
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="src/main.py"
                    prop:value=move || path.get()
                    on:input=move |event| set_path.set(event_target_value(&event))
                />
                <button type="submit">"Add"</button>
            </form>
            <div class="setting-row">
                <button type="button" disabled=is_fixed on:click=remove>"Remove this file"</button>
                <button type="button" on:click=follow>"Follow the selected text as a secret"</button>
            </div>
        </details>
    }
}
