use leptos::prelude::*;

use super::tabs::Tabs;
use super::workbench::Workbench;

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
