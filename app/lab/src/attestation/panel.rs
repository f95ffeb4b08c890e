use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

use crate::result::Holds;

/// The attestations that are stored, or why there is none.
#[component]
pub(crate) fn AttestationPanel(
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let none = report.attestations.is_empty().then(|| {
        let why = match report.no_attestation.as_str() {
            "" => "there is no image".to_owned(),
            why => why.to_owned(),
        };
        view! { <p>"No attestation is stored: " {why} "."</p> }
    });
    let found: Vec<_> = report
        .attestations
        .iter()
        .map(|one| {
            let about = match one.platform.as_str() {
                "" => one.name.clone(),
                platform => format!("{}, about the image for {platform}", one.name),
            };
            view! {
                <details class="attestation">
                    <summary>
                        {about}
                        " "
                        <Holds secrets=one.secrets.clone()/>
                    </summary>
                    <pre tabindex="0"><code>{one.json.clone()}</code></pre>
                </details>
            }
        })
        .collect();
    view! {
        <div class="attestations">
            {none}
            {found}
        </div>
    }
}
