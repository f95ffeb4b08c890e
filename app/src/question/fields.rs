use course::{Question, QuestionKind};
use leptos::either::EitherOf6;
use leptos::prelude::*;

use super::choice::Choice;
use super::fill_in::FillInCode;
use super::fix_it::FixIt;
use super::matching::Pairs;
use super::ordering::Order;
use super::standing_model::Shown;
use super::text::TextField;

/// What there is to answer. It is made anew when the question stands otherwise: no old tick and no
/// old text stays on it.
#[component]
pub(crate) fn Fields(
    /// The question.
    question: StoredValue<Question>,
    /// How it stands.
    shown: Shown,
    /// The controls' name in the form, and the stem of their ids.
    name: String,
    /// Takes what a screen reader is to hear.
    say: WriteSignal<Option<String>>,
) -> impl IntoView {
    let asked = question.get_value();
    let revealed = shown.is_revealed(asked.policy);
    let id = asked.id;
    match asked.kind {
        QuestionKind::SingleChoice(answers) => {
            EitherOf6::A(view! { <Choice id answers shown revealed name input="radio"/> })
        }
        QuestionKind::MultipleChoice(answers) => {
            EitherOf6::A(view! { <Choice id answers shown revealed name input="checkbox"/> })
        }
        QuestionKind::Predict(predict) => EitherOf6::A(view! {
            <Choice id answers=predict.answers shown revealed name input="checkbox"/>
        }),
        QuestionKind::ShortAnswer(typed) => {
            EitherOf6::B(view! { <TextField typed shown name is_number=false/> })
        }
        QuestionKind::Number(typed) => {
            EitherOf6::B(view! { <TextField typed shown name is_number=true/> })
        }
        QuestionKind::Ordering(items) => {
            EitherOf6::C(view! { <Order question items shown name say/> })
        }
        QuestionKind::Matching(matching) => EitherOf6::D(view! { <Pairs id matching shown name/> }),
        QuestionKind::FillIn(fill_in) => EitherOf6::E(view! { <FillInCode fill_in shown name/> }),
        QuestionKind::FixIt(lab) => EitherOf6::F(view! { <FixIt lab/> }),
    }
}
