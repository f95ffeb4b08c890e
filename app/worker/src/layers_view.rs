//! Layers, numbered from the bottom.

use drybuild::report::EntryKind;
use lab_protocol::{Entry, Layer};

use crate::position::Text;
use crate::report_view::Names;

pub(crate) fn view(
    layers: &[drybuild::report::Layer],
    text: &Text<'_>,
    names: &Names<'_>,
) -> Vec<Layer> {
    let one = |(number, layer): (u32, &drybuild::report::Layer)| Layer {
        number,
        created_by: layer.created_by.clone(),
        lines: layer.span.map(|span| text.lines(span)),
        size_bytes: layer.size_bytes,
        may_hold_more: layer.may_hold_more,
        entries: layer
            .entries
            .iter()
            .map(|entry| view_entry(entry, names))
            .collect(),
    };
    (1..).zip(layers).map(one).collect()
}

fn view_entry(entry: &drybuild::report::Entry, names: &Names<'_>) -> Entry {
    Entry {
        path: entry.path.clone(),
        kind: match entry.kind {
            EntryKind::Directory => lab_protocol::EntryKind::Directory,
            EntryKind::Symlink => lab_protocol::EntryKind::Symlink,
            EntryKind::Whiteout => lab_protocol::EntryKind::Whiteout,
            EntryKind::File | EntryKind::Special => lab_protocol::EntryKind::File,
        },
        size_bytes: entry.size_bytes,
        hidden: entry.is_hidden,
        secrets: names.all(&entry.secrets),
    }
}
