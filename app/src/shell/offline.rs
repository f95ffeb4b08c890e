use leptos::prelude::*;

use crate::Links;
use crate::context::shown_page;
use crate::offline_model::{News, Offline};
use crate::platform::offline;

/// Whether the course is kept for reading without a network, and the offer of a newer version.
/// Both have their room from the start, or take none: nothing moves when they come.
#[component]
pub(crate) fn OfflineStatus() -> impl IntoView {
    let is_one_file = shown_page().links() == Links::Fragments;
    let now = RwSignal::new(None::<Offline>);
    let update = RwSignal::new(false);
    Effect::new(move |_| {
        offline::listen(move |news| match news {
            News::Now(offline) => now.set(Some(offline)),
            News::Update => update.set(true),
        });
    });
    let text = Memo::new(move |_| now.get().map(|now| now.to_string()));
    let offered = Memo::new(move |_| now.get().is_some_and(Offline::is_offered));
    let progress = move || now.get().and_then(Offline::progress);
    view! {
        <div class="offline">
            {is_one_file.then(|| view! {
                <p>
                    "This is the whole course in one file: it opens without a network. Your answers \
                     stay in this browser, and may be missing when the file lies elsewhere."
                </p>
            })}
            <p role="status">{move || text.get()}</p>
            {move || {
                progress().map(|(kept, bytes)| {
                    view! {
                        <progress aria-label="Kept so far" max=bytes.to_string() value=kept.to_string()></progress>
                    }
                })
            }}
            {move || {
                offered.get().then(|| {
                    view! {
                        <button type="button" on:click=move |_| offline::keep()>"Keep it now"</button>
                    }
                })
            }}
        </div>
        <div class="update" role="status">
            {move || {
                update.get().then(|| {
                    view! {
                        <p>"There is a newer version of this course. Your answers stay."</p>
                        <button type="button" on:click=move |_| offline::update()>
                            "Use it now"
                        </button>
                        <button type="button" on:click=move |_| update.set(false)>"Later"</button>
                    }
                })
            }}
        </div>
    }
}
