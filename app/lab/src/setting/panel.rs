use leptos::prelude::*;

use super::model::{History, RELEASES};
use crate::workbench::Workbench;

/// What happened before the build, and on what it runs.
#[component]
pub(crate) fn SettingPanel(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let setting = bench.setting();
    let history = Memo::new(move |_| setting.read().history());
    let changed = Memo::new(move |_| {
        let draft = bench.draft();
        let draft = draft.read();
        setting.read().is_changed_since(draft.scenario())
    });
    let name = format!("{id}-history");
    let choices: Vec<_> = History::ALL
        .into_iter()
        .map(|choice| {
            let choose = move |_| {
                bench.set(|setting, draft| setting.choose(choice, draft.scenario()));
            };
            view! {
                <label class="setting-choice">
                    <input
                        type="radio"
                        name=name.clone()
                        value=choice.name()
                        prop:checked=move || history.get() == choice
                        on:change=choose
                    />
                    {choice.text()}
                </label>
            }
        })
        .collect();
    let releases: Vec<_> = RELEASES
        .into_iter()
        .map(|release| {
            let chosen = move || setting.read().release() == release;
            view! { <option value=release prop:selected=chosen>{release}</option> }
        })
        .collect();
    let choose_release = move |event| {
        let release = event_target_value(&event);
        bench.set(|setting, _| setting.set_release(&release));
    };
    let choose_network = move |event| {
        let is_slow = event_target_checked(&event);
        bench.set(|setting, _| setting.set_slow_network(is_slow));
    };
    let count_again = move |_| {
        bench.set(|setting, draft| setting.choose(setting.history(), draft.scenario()));
    };
    let secrets = Memo::new(move |_| {
        let draft = bench.draft();
        let draft = draft.read();
        let secrets = draft.scenario().secrets.iter();
        secrets
            .map(|secret| secret.name.clone())
            .collect::<Vec<_>>()
    });
    let rotate = move || {
        let one = |name: String| {
            let label = format!("Rotate {name}");
            view! {
                <button type="button" on:click=move |_| bench.edit(|draft| draft.rotate(&name))>
                    {label}
                </button>
            }
        };
        secrets.get().into_iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <details class="setting">
            <summary>"Before and around the build"</summary>
            <fieldset>
                <legend>"Before this build"</legend>
                {choices}
            </fieldset>
            <p class="setting-changed" hidden=move || !changed.get()>
                "The lab was changed since that build. "
                <button type="button" on:click=count_again>"Count it as built too"</button>
            </p>
            <div class="setting-row">
                <label>
                    "Docker "
                    <select on:change=choose_release>{releases}</select>
                </label>
                <label class="setting-choice">
                    <input
                        type="checkbox"
                        prop:checked=move || setting.read().slow_network()
                        on:change=choose_network
                    />
                    "Slow network"
                </label>
                {rotate}
            </div>
        </details>
    }
}
