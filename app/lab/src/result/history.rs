use std::sync::Arc;

use lab_protocol::Report;
use leptos::prelude::*;

use super::history_row::Row;
use crate::workbench::Workbench;

/// `docker history`, newest row first.
#[component]
pub(crate) fn HistoryPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let rows: Vec<_> = report
        .history
        .iter()
        .map(|row| view! { <Row bench row=row.clone()/> })
        .collect();
    view! {
        <table class="history">
            <caption>"The image's history, as docker history prints it"</caption>
            <thead>
                <tr>
                    <th scope="col">"Created by"</th>
                    <th scope="col">"Size"</th>
                    <th scope="col">"Comment"</th>
                    <th scope="col">"Line"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
