use app::shared::save;
use leptos::prelude::*;

use crate::draft_model::{Draft, EXAMPLE};
use crate::platform::files;
use crate::workbench::Workbench;

/// What can be done with the text as a whole.
#[component]
pub(crate) fn Actions(
    /// The bench.
    bench: Workbench,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| bench.draft().read().is_empty());
    let download = move |_| {
        let draft = bench.draft().get_untracked();
        let session = bench.session().read_untracked();
        let own = session.preview().map(|preview| preview.meta.id.as_str());
        let name = draft.file_name(own);
        bench.say(match save(&name, &draft.text) {
            true => format!("Saved as {name}."),
            false => "This browser does not let the page save a file.".to_owned(),
        });
    };
    let example = move |_| {
        bench.open(Draft {
            id: None,
            text: EXAMPLE.to_owned(),
        });
        bench.say("An example is there.");
    };
    let bring_back = move |_| {
        bench.bring_back();
        bench.say("The other text is there.");
    };
    view! {
        <div class="author-actions">
            <label class="author-open">
                <span>"Open a file"</span>
                <input
                    type="file"
                    accept=".md,.markdown,text/markdown,text/plain"
                    on:change=move |event| files::chosen(&event, move |file| bench.take(file))
                />
            </label>
            <button type="button" hidden=move || !is_empty.get() on:click=example>"Begin with an example"</button>
            <button type="button" disabled=is_empty on:click=download>"Download as .md"</button>
            <button type="button" hidden=move || !bench.has_before() on:click=bring_back>
                "Bring back the text before"
            </button>
        </div>
        <p class="author-said" role="status">{bench.said()}</p>
        <p class="author-refusal" role="status">
            {move || {
                (!bench.is_kept())
                    .then_some("This browser does not let the page keep the text: download it before you leave.")
            }}
        </p>
    }
}

impl Workbench {
    /// Takes in a file that was chosen or dropped, given by its name and its text, or says why it is refused.
    pub(crate) fn take(self, file: Result<(String, String), String>) {
        match file {
            Ok((name, text)) => {
                self.open(Draft::of_file(&name, &text));
                self.say(format!("{name} is open."));
            }
            Err(reason) => self.say(reason),
        }
    }
}
