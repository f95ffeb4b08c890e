use lab_protocol::{Outputs, SecretReach};
use leptos::prelude::*;

use super::group::Group;
use super::map::Picture;
use crate::report_model::{kinds, verdict, verdict_name};
use crate::workbench::Workbench;

/// Where one secret goes: a verdict, what this build leaves, and what other outputs would hold.
#[component]
pub(crate) fn SecretEntry(
    /// The lab.
    bench: Workbench,
    /// Where it goes.
    reach: SecretReach,
) -> impl IntoView {
    let sources = (!reach.sources.is_empty())
        .then(|| view! { <p class="reach-sources">"Comes in by: " {reach.sources.join(", ")}</p> });
    view! {
        <section class="reach-secret" aria-label=reach.secret.clone() data-verdict=verdict_name(&reach)>
            <p class="reach-verdict">{verdict(&reach)}</p>
            {sources}
            <Picture bench reach=reach.clone()/>
            <Group bench title="This build" kinds=kinds(&reach, Outputs::ThisBuild)/>
            <Group bench title="What if it had other outputs" kinds=kinds(&reach, Outputs::WhatIf)/>
        </section>
    }
}
