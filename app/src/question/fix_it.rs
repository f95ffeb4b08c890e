use course::LabRef;
use leptos::prelude::*;

use super::lab_link::LabLink;

/// Where to go: the lab answers the question when its goal is met.
#[component]
pub(crate) fn FixIt(
    /// The lab.
    lab: LabRef,
) -> impl IntoView {
    view! {
        <p class="question-lab">
            "This is answered in the lab: when its goal is met, it is right. "
            <LabLink lab/>
        </p>
    }
}
