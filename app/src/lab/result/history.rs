use std::sync::Arc;

use lab_protocol::{HistoryRow, Report};
use leptos::prelude::*;

use super::holds::Holds;
use crate::lab::line_link::LineLink;
use crate::lab::report_model::size;
use crate::lab::workbench::Workbench;

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

/// One row.
#[component]
fn Row(
    /// The lab.
    bench: Workbench,
    /// The row.
    row: HistoryRow,
) -> impl IntoView {
    let marked = (!row.secrets.is_empty()).then_some("");
    view! {
        <tr data-secret=marked>
            <td>
                <code>{row.created_by}</code>
                " "
                <Holds secrets=row.secrets/>
            </td>
            <td>{size(row.size_bytes)}</td>
            <td>{row.comment}</td>
            <td>
                <LineLink bench range=row.lines/>
            </td>
        </tr>
    }
}
