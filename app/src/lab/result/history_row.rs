use lab_protocol::HistoryRow;
use leptos::prelude::*;

use super::holds::Holds;
use crate::lab::line_link::LineLink;
use crate::lab::report_model::size;
use crate::lab::workbench::Workbench;

/// One row.
#[component]
pub(crate) fn Row(
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
