use leptos::prelude::*;

use crate::learner::learner;

/// What is to be said about the browser's storage. The live region stands from the start, so that
/// screen readers notice what comes into it.
#[component]
pub fn StoreNotice() -> impl IntoView {
    let learner = learner();
    view! {
        <div class="store-notice" role="status">
            {move || {
                learner
                    .notice()
                    .map(|text| {
                        view! {
                            <p>{text}</p>
                            <button type="button" on:click=move |_| learner.dismiss_notice()>
                                "Close"
                            </button>
                        }
                    })
            }}
        </div>
    }
}
