use leptos::prelude::*;

use super::words::{complete, stages};
use crate::completion::Completion;
use crate::draft_model::File;
use crate::editor_model::split_utf16;
use crate::workbench::Workbench;

/// No more are offered at once.
const MOST: usize = 8;

/// What can stand at the caret, as buttons; Control and space take the first.
#[component]
pub(crate) fn CompletionRow(
    /// The lab.
    bench: Workbench,
) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let draft = bench.draft();
        let draft = draft.read();
        match bench.caret().get() {
            Some(at) if *draft.shown() == File::Dockerfile => {
                let (before, _) = split_utf16(draft.text(), at);
                complete(before, &stages(draft.text()))
            }
            _ => Completion::default(),
        }
    });
    let words = move || {
        let completion = offered.get();
        let typed = completion.typed;
        let button = |word: String| {
            let take = {
                let word = word.clone();
                move |_| bench.complete(typed, &word)
            };
            view! {
                <button type="button" tabindex="-1" on:click=take>
                    <code>{word}</code>
                </button>
            }
        };
        let words = completion.words.into_iter().take(MOST);
        words.map(button).collect::<Vec<_>>()
    };
    Effect::new(move |_| bench.offer(offered.get()));
    view! { <div class="completion" role="group" aria-label="Completions">{words}</div> }
}
