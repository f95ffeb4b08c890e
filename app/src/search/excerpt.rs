use leptos::either::Either;
use leptos::prelude::*;
use search::Piece;

/// A part of a text, with what was looked for marked.
#[component]
pub(super) fn Excerpt(
    /// Its pieces.
    pieces: Vec<Piece>,
) -> impl IntoView {
    pieces
        .into_iter()
        .map(|piece| match piece.found {
            true => Either::Left(view! { <mark>{piece.text}</mark> }),
            false => Either::Right(piece.text),
        })
        .collect_view()
}
