//! `drybuild history`.

use std::fmt::Write;

use drybuild::image::ImageConfig;
use serde_json::{Value, json};

/// Newest first, as `docker history --no-trunc` orders it; empty layers are marked.
pub(super) fn text(image: &ImageConfig) -> String {
    let mut out = String::new();
    for entry in image.history.iter().rev() {
        let mark = if entry.empty_layer { "0B   " } else { "layer" };
        _ = writeln!(out, "{mark}  {}", entry.created_by.replace('\n', "\\n"));
    }
    out
}

/// Oldest first, as the image config holds it.
pub(super) fn json(image: &ImageConfig) -> Value {
    let entries = image.history.iter().map(|entry| {
        json!({
            "created_by": entry.created_by,
            "comment": entry.comment,
            "empty_layer": entry.empty_layer,
            "vertex": entry.vertex.map(|v| v.0),
        })
    });
    entries.collect()
}
