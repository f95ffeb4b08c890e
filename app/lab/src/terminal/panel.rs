use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::completion::{candidates, completed};
use super::model::Entry;
use crate::platform::page;
use crate::workbench::Workbench;

/// A terminal in the folder of the lab: images, builders and caches stay from line to line.
#[component]
pub(crate) fn TerminalPanel(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let transcript = bench.transcript();
    let (line, set_line) = signal(String::new());
    let (back, set_back) = signal(0_usize);
    let (offered, offer) = signal(Vec::<String>::new());
    let paths = Memo::new(move |_| {
        let draft = bench.draft();
        let files = draft.read().files();
        files
            .iter()
            .map(|file| file.name().to_owned())
            .collect::<Vec<_>>()
    });
    let run = move || {
        bench.type_line(&line.get_untracked());
        set_line.set(String::new());
        set_back.set(0);
        offer.set(Vec::new());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        run();
    };
    let recall = move |to: usize| {
        let transcript = transcript.read_untracked();
        match transcript.recalled(to) {
            Some(recalled) => set_line.set(recalled.to_owned()),
            None if to == 0 => set_line.set(String::new()),
            None => return,
        }
        set_back.set(to);
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowUp" => {
            event.prevent_default();
            recall(back.get_untracked() + 1);
        }
        "ArrowDown" => {
            event.prevent_default();
            recall(back.get_untracked().saturating_sub(1));
        }
        // Tab leaves an empty line, and one that nothing fits; Shift and Tab always leave.
        "Tab" if !event.shift_key() && !line.read_untracked().is_empty() => {
            let now = line.get_untracked();
            let known = paths.read_untracked();
            if let Some(longer) = completed(&now, &known) {
                event.prevent_default();
                set_line.set(longer);
                offer.set(Vec::new());
                return;
            }
            let found = candidates(&now, &known);
            if !found.is_empty() && offered.read_untracked().is_empty() {
                event.prevent_default();
            }
            offer.set(found);
        }
        "Escape" => offer.set(Vec::new()),
        _ => {}
    };
    let build = move |_| {
        let command = bench.draft().read_untracked().scenario().command.clone();
        bench.type_line(&command);
    };
    let log = NodeRef::new();
    Effect::new(move |_| {
        transcript.track();
        page::scroll_to_end(log);
    });
    let input_id = format!("{id}-terminal");
    let label_for = input_id.clone();
    view! {
        <div class="terminal">
            <p class="terminal-about">
                "A shell in the lab's folder, with docker, ls, cat, grep and their like. Nothing is run: the simulator answers."
            </p>
            <div
                class="terminal-log"
                role="log"
                aria-label="Terminal output"
                tabindex="0"
                node_ref=log
            >
                <For
                    each=move || transcript.get().entries().to_vec()
                    key=|entry| (entry.id, entry.printed.is_some())
                    children=|entry| view! { <Output entry/> }
                />
            </div>
            <p class="terminal-offered" aria-live="polite">{move || offered.read().join("  ")}</p>
            <form class="terminal-form" on:submit=submit>
                <label for=label_for>
                    <span aria-hidden="true">"$"</span>
                    <span class="visually-hidden">"Command"</span>
                </label>
                <input
                    type="text"
                    id=input_id
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=move || line.get()
                    on:input=move |event| {
                        set_line.set(event_target_value(&event));
                        offer.set(Vec::new());
                    }
                    on:keydown=on_key
                />
                <button type="submit">"Run"</button>
                <button type="button" on:click=build>"Run the build command"</button>
            </form>
        </div>
    }
}

/// One line and what it printed.
#[component]
fn Output(
    /// The line.
    entry: Entry,
) -> impl IntoView {
    let printed = entry.printed.map(|printed| {
        let out = |class: &'static str, text: String| {
            (!text.is_empty()).then(|| view! { <pre class=class>{text}</pre> })
        };
        let failed = match printed.exit {
            Some(0) => None,
            Some(status) => Some(format!("exit status {status}")),
            None => Some("the exit status hangs on what is not known".to_owned()),
        };
        let notes: Vec<_> = printed
            .notes
            .into_iter()
            .map(|note| view! { <p class="terminal-note">{note}</p> })
            .collect();
        view! {
            {out("terminal-err", printed.stderr)}
            {out("terminal-out", printed.stdout)}
            {failed.map(|text| view! { <p class="terminal-exit">{text}</p> })}
            {notes}
        }
    });
    view! {
        <div class="terminal-entry">
            <p class="terminal-line"><span aria-hidden="true">"$ "</span><code>{entry.line}</code></p>
            {printed}
        </div>
    }
}
