use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

use super::layer::LayerEntry;
use crate::workbench::Workbench;

/// The image's layers with what each adds, changes and hides.
#[component]
pub(crate) fn LayersPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let layers: Vec<_> = report
        .layers
        .iter()
        .map(|layer| view! { <LayerEntry bench layer=layer.clone()/> })
        .collect();
    let none = layers
        .is_empty()
        .then(|| view! { <p>"There is no image, so there are no layers."</p> });
    view! {
        {none}
        <ol class="layers">{layers}</ol>
    }
}
