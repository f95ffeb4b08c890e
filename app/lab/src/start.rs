use lab_protocol::Scenario;
use leptos::prelude::*;

/// The lab's start for a reader without JavaScript; the style sheet hides it from all others.
#[component]
pub(crate) fn Start(
    /// The lab's start.
    scenario: Scenario,
) -> impl IntoView {
    view! {
        <div class="lab-start">
            <p>"This lab needs JavaScript. It starts with this Dockerfile:"</p>
            <pre tabindex="0"><code>{scenario.dockerfile}</code></pre>
            <p>"and this command:"</p>
            <pre tabindex="0"><code>{scenario.command}</code></pre>
        </div>
    }
}
