use app::shared::{self, StoreNotice};
use app::{Desk, DeskData};
use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::progress::ProgressPage;
use crate::results::ResultsPage;
use crate::review::ReviewPage;

/// A page about the learner's work, below its heading.
#[component]
pub(crate) fn DeskPage(
    /// What the page carries.
    data: DeskData,
) -> impl IntoView {
    shared::provide(&data.course);
    let page = data.page;
    let data = StoredValue::new(data);
    view! {
        <StoreNotice/>
        {match page {
            Desk::Progress => EitherOf3::A(view! { <ProgressPage data/> }),
            Desk::Review => EitherOf3::B(view! { <ReviewPage data/> }),
            Desk::Results => EitherOf3::C(view! { <ResultsPage data/> }),
        }}
    }
}
