use leptos::prelude::*;

use crate::context::{course, shown_page};
use crate::course_model::{place, topics};
use crate::learner::learner;

/// The way into the course: its first topic, or the one that was open last.
#[component]
pub(crate) fn Resume() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let progress = learner().progress();
    let first = topics(&course).next().cloned()?;
    let last = Memo::new(move |_| {
        let progress = progress.read();
        let last = progress.last_topic()?;
        place(&course, last).map(|place| place.topic.clone())
    });
    let id = first.id.clone();
    let href = move || match &*last.read() {
        Some(topic) => shown.link_to_topic(&topic.id),
        None => shown.link_to_topic(&id),
    };
    let label = move || {
        if last.read().is_some() {
            "Resume"
        } else {
            "Start"
        }
    };
    let title = move || {
        last.get()
            .map_or_else(|| first.title.clone(), |topic| topic.title)
    };
    Some(view! {
        <p class="resume">
            <a href=href>
                <span class="resume-label">{label}</span>
                " "
                <span class="resume-title">{title}</span>
            </a>
        </p>
    })
}
