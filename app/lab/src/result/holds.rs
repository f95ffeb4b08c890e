use leptos::prelude::*;

/// Names the secrets that something holds; nothing where it holds none.
#[component]
pub(crate) fn Holds(
    /// The secrets' names.
    secrets: Vec<String>,
) -> impl IntoView {
    (!secrets.is_empty()).then(|| {
        view! { <strong class="holds">"holds " {secrets.join(", ")}</strong> }
    })
}
