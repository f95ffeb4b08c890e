use lab_protocol::ContextFile;
use leptos::ev::{DragEvent, Event, SubmitEvent};
use leptos::prelude::*;

use crate::draft_model::File;
use crate::platform::{caret, client_files};
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
    let take_in = move |files: Vec<ContextFile>| bench.edit(|draft| draft.take_in(files));
    let choose = move |event: Event| client_files::chosen(&event, take_in);
    let drop_in = move |event: DragEvent| {
        event.prevent_default();
        client_files::dropped(&event, take_in);
    };
    let folder = NodeRef::new();
    Effect::new(move |_| client_files::takes_a_folder(folder));
    let folder_id = format!("{id}-folder");
    let files_id = format!("{id}-some-files");
    let id = format!("{id}-new-file");
    view! {
        <details
            class="setting"
            on:dragover=move |event| event.prevent_default()
            on:drop=drop_in
        >
            <summary>"Files and secrets"</summary>
            <p>"Files that you choose or drop here are read in this page and never leave it."</p>
            <div class="setting-row">
                <label for=files_id.clone()>"Your files"</label>
                <input type="file" id=files_id multiple on:change=choose/>
                <label for=folder_id.clone()>"Your folder"</label>
                <input type="file" id=folder_id node_ref=folder on:change=choose/>
            </div>
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
