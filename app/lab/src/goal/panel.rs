use lab_protocol::Goal;
use leptos::prelude::*;

use super::model::Standing;
use crate::marked::marked;
use crate::workbench::Workbench;

/// What the lab asks for: each condition, whether it holds, and why not.
#[component]
pub(crate) fn GoalPanel(
    /// The lab.
    bench: Workbench,
    /// What is asked.
    goal: Goal,
) -> impl IntoView {
    let report = Memo::new(move |_| bench.session().read().goal().cloned());
    let standing = Memo::new(move |_| Standing::of(report.read().as_ref()));
    let says = (!goal.text.is_empty()).then(|| view! { <p class="goal-text">{goal.text}</p> });
    let conditions: Vec<_> = goal
        .conditions
        .iter()
        .enumerate()
        .map(|(index, condition)| {
            let found = Memo::new(move |_| {
                let report = report.read();
                let found = report.as_ref()?.conditions.get(index)?;
                Some((found.is_met, found.why.clone()))
            });
            let state = move || match &*found.read() {
                None => "unknown",
                Some((true, _)) => "holds",
                Some((false, _)) => "open",
            };
            let why = move || found.get().map(|(_, why)| marked(&why));
            view! {
                <li class="goal-condition" data-state=state>
                    <span class="goal-mark" role="img" aria-label=state></span>
                    <span>
                        {marked(&condition.text())}
                        <span class="goal-why">{why}</span>
                    </span>
                </li>
            }
        })
        .collect();
    let solution = bench.has_solution().then(|| {
        view! {
            <button type="button" on:click=move |_| bench.solve()>
                "Show a solution"
            </button>
        }
    });
    view! {
        <div class="goal" data-standing=move || standing.get().name()>
            <p class="goal-head">
                <strong class="goal-label">"Goal"</strong>
                " "
                <span aria-live="polite">{move || standing.get().text()}</span>
            </p>
            {says}
            <ul class="goal-conditions">{conditions}</ul>
            {solution}
        </div>
    }
}
