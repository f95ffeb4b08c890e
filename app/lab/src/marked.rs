use leptos::either::Either;
use leptos::prelude::*;

use crate::report_model::pieces;

/// A sentence whose code, between backticks, is marked.
pub(crate) fn marked(text: &str) -> Vec<impl IntoView + use<>> {
    let piece = |(is_code, piece): (bool, String)| {
        if is_code {
            Either::Left(view! { <code>{piece}</code> })
        } else {
            Either::Right(piece)
        }
    };
    pieces(text).into_iter().map(piece).collect()
}
