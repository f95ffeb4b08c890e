use leptos::prelude::*;

use crate::context::alive;

/// Hints that open one by one.
#[component]
pub(crate) fn Hints(
    /// From the gentlest to the plainest, HTML.
    hints: Vec<String>,
) -> impl IntoView {
    let alive = alive();
    let count = hints.len();
    let (opened, open) = signal(0_usize);
    let label = move || format!("Hint {} of {count}", opened.get() + 1);
    let list = move || {
        let opened = opened.get();
        let hint = |hint: &String| view! { <li inner_html=hint.clone()></li> };
        let shown = hints.iter().take(opened).map(hint).collect_view();
        (opened > 0).then(|| view! { <ol>{shown}</ol> })
    };
    (count > 0).then(|| {
        view! {
            <div class="question-hints">
                <div role="status">{list}</div>
                <button
                    type="button"
                    disabled=move || !alive.get()
                    hidden=move || opened.get() == count
                    on:click=move |_| open.update(|opened| *opened += 1)
                >
                    {label}
                </button>
            </div>
        }
    })
}
