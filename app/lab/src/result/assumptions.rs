use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

/// What the simulator took for granted.
#[component]
pub(crate) fn AssumptionsPanel(
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let entries: Vec<_> = report
        .assumptions
        .iter()
        .map(|text| view! { <li>{text.clone()}</li> })
        .collect();
    let none = entries
        .is_empty()
        .then(|| view! { <p>"Nothing was taken for granted."</p> });
    view! {
        {none}
        <ul class="assumptions">{entries}</ul>
    }
}
