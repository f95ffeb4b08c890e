use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

use super::secret::SecretEntry;
use crate::fix::FixPanel;
use crate::workbench::Workbench;

/// Where each secret goes.
#[component]
pub(crate) fn ReachPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let secrets: Vec<_> = report
        .reach
        .iter()
        .map(|reach| view! { <SecretEntry bench reach=reach.clone()/> })
        .collect();
    let none = secrets
        .is_empty()
        .then(|| view! { <p>"This lab follows no secret."</p> });
    view! {
        <div class="reach">
            {none}
            {secrets}
            <FixPanel bench/>
        </div>
    }
}
