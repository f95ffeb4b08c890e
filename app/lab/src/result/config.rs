use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

use super::holds::Holds;

/// The image config.
#[component]
pub(crate) fn ConfigPanel(
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let config = report.config.clone();
    let secrets = config
        .as_ref()
        .map(|config| config.secrets.clone())
        .unwrap_or_default();
    let json = config.map_or_else(
        || "There is no image, so there is no config.".to_owned(),
        |config| config.json,
    );
    view! {
        <div class="config">
            <Holds secrets/>
            <pre tabindex="0"><code>{json}</code></pre>
        </div>
    }
}
