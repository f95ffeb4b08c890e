use course::LabRef;
use leptos::prelude::*;

use crate::Route;
use crate::context::shown_page;

/// A link to a lab, on this page or on another.
#[component]
pub(crate) fn LabLink(
    /// The lab.
    lab: LabRef,
) -> impl IntoView {
    let shown = shown_page();
    let route = Route::Topic(lab.topic);
    let href = move || {
        let page = match shown.route() == route {
            true => String::new(),
            false => shown.link_to(&route),
        };
        format!("{page}#lab-{}", lab.id)
    };
    view! { <a href=href>"Go to the lab"</a> }
}
