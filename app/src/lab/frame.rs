use course::Lab;
use lab_protocol::Scenario;
use leptos::prelude::*;

/// A lab: what to do, the Dockerfile and the command to try.
#[component]
pub(crate) fn LabView(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let scenario: Scenario = serde_json::from_str(&lab.data).unwrap_or_default();
    let id = format!("lab-{}", lab.id);
    let title = format!("{id}-title");
    view! {
        <section class="lab" id=id aria-labelledby=title>
            <p class="lab-title" id=title.clone()>{lab.title}</p>
            <div class="lab-task" inner_html=lab.task_html></div>
            <pre><code>{scenario.dockerfile}</code></pre>
            <pre><code>{scenario.command}</code></pre>
        </section>
    }
}
