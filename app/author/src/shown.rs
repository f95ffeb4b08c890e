use leptos::prelude::*;

use crate::piece::PieceView;
use crate::piece_model::pieces;
use crate::workbench::Workbench;

/// The topic as its page would show it.
#[component]
pub(crate) fn Shown(
    /// The bench.
    bench: Workbench,
) -> impl IntoView {
    let session = bench.session();
    let head = Memo::new(move |_| {
        let session = session.read();
        session
            .preview()
            .map(|preview| (preview.meta.title.clone(), preview.meta.summary.clone()))
    });
    let title = move || head.get().map(|(title, _)| title).unwrap_or_default();
    let summary = move || head.get().map(|(_, summary)| summary).unwrap_or_default();
    let pieces = Memo::new(move |_| {
        let session = session.read();
        session
            .preview()
            .map(|preview| pieces(&preview.topic.segments))
            .unwrap_or_default()
    });
    let stale = Memo::new(move |_| session.read().is_stale());
    let failure = Memo::new(move |_| session.read().failure().map(str::to_owned));
    view! {
        <section class="author-shown" aria-labelledby="author--shown" data-stale=move || stale.get().then_some("")>
            <h2 id="author--shown">"Preview"</h2>
            <p class="author-stale" hidden=move || !stale.get()>"The text has changed; this is the one before."</p>
            <p class="author-refusal" role="status">
                {move || {
                    failure.get().map(|reason| {
                        format!("What shows the topic is gone: {reason}. It is sent for again at the next change.")
                    })
                }}
            </p>
            <p class="author-nothing" hidden=move || head.read().is_some()>"What you write is shown here."</p>
            <article class="author-topic" aria-label="The topic" hidden=move || head.read().is_none()>
                <h1 hidden=move || title().is_empty()>{title}</h1>
                <p class="author-summary" hidden=move || summary().is_empty()>{summary}</p>
                <For each=move || pieces.get() key=|piece| piece.key.clone() let:piece>
                    <PieceView piece/>
                </For>
            </article>
        </section>
    }
}
