use app::shared::QuestionView;
use course::{Lab, Segment};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::piece_model::Piece;

/// A part of the topic. Its HTML was made by the compiler and is safe to insert as it is.
#[component]
pub(crate) fn PieceView(
    /// The part.
    piece: Piece,
) -> impl IntoView {
    let number = piece.number;
    match piece.segment {
        Segment::Prose { html } => {
            EitherOf3::A(view! { <div class="prose" inner_html=html></div> })
        }
        Segment::Question(question) => EitherOf3::B(view! { <QuestionView question number/> }),
        Segment::Lab(lab) => EitherOf3::C(view! { <LabPlace lab/> }),
    }
}

/// A lab as far as its topic tells: its files are not here.
#[component]
fn LabPlace(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let count = lab.hints_html.len();
    let hints = (1..).zip(lab.hints_html).map(|(number, html)| {
        view! {
            <details class="lab-hint">
                <summary>{format!("Hint {number} of {count}")}</summary>
                <div inner_html=html></div>
            </details>
        }
    });
    let title = format!("lab-{}-title", lab.id);
    view! {
        <section class="lab" aria-labelledby=title.clone()>
            <p class="lab-label">"Lab"</p>
            <p class="lab-title" id=title.clone()>{lab.title}</p>
            <div class="lab-task" inner_html=lab.task_html></div>
            <div class="lab-hints">{hints.collect_view()}</div>
            <p class="author-lab">
                "Here the lab opens in the course. It is made of files that this page does not have; "
                <code>"layerwise serve"</code> " shows it."
            </p>
        </section>
    }
}
