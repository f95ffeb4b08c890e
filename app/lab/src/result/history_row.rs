use lab_protocol::HistoryRow;
use leptos::prelude::*;

use super::holds::Holds;
use crate::line_link::LineLink;
use crate::report_model::{lines_key, size};
use crate::workbench::Workbench;

/// One row.
#[component]
pub(crate) fn Row(
    /// The lab.
    bench: Workbench,
    /// The row.
    row: HistoryRow,
) -> impl IntoView {
    let range = row.lines;
    let marked = (!row.secrets.is_empty()).then_some("");
    view! {
        <tr
            data-secret=marked
            data-lines=lines_key(range)
            data-kin=move || bench.is_kin(range).then_some("")
        >
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
