use course::Topic;
use leptos::prelude::*;

use super::contents::Contents;
use super::facts::Facts;
use super::neighbours::Neighbours;
use super::segment::SegmentView;
use super::topic_score::TopicScore;
use crate::Route;
use crate::context::{alive, course, shown_page};
use crate::course_model::{number, place};
use crate::learner::learner;
use crate::platform::{address, extra, hotkey, visibility};

/// A topic: where it stands, its heading, its text with questions and labs, and what comes next.
#[component]
pub(crate) fn TopicPage(
    /// The topic.
    topic: Topic,
) -> impl IntoView {
    let course = course();
    let learner = learner();
    let home = shown_page().link_to(&Route::Home);
    // A page without a place in the outline is not built; the browser asks for none either.
    let place = place(&course, &topic.id)?;
    let number = number(&place);
    let title = place.topic.title.clone();
    let chapter = place.chapter.title.clone();
    let meta = place.topic.clone();

    let end = NodeRef::new();
    let id = topic.id.clone();
    Effect::new(move |_| {
        learner.visit(&id);
        let id = id.clone();
        visibility::once_seen(end, "0px", move || learner.mark_read(&id));
    });

    let alive = alive();
    Effect::new(|_| {
        hotkey::on("p", extra::present);
        if address::asks_to_present() {
            extra::present();
        }
    });

    let segments: Vec<_> = numbered(topic.segments)
        .map(|(segment, number)| view! { <SegmentView segment number/> })
        .collect();
    Some(view! {
        <article class="topic">
            <nav class="breadcrumbs" aria-label="Breadcrumbs">
                <ol>
                    <li><a href=home>{course.title.clone()}</a></li>
                    <li>{chapter}</li>
                </ol>
            </nav>
            <h1 tabindex="-1">
                <span class="topic-number">{number}</span>
                " "
                <span class="topic-title">{title}</span>
            </h1>
            <Facts topic=meta.clone()/>
            <p class="topic-present">
                <button type="button" disabled=move || !alive.get() on:click=|_| extra::present()>
                    "Present"
                </button>
            </p>
            <Contents topic=topic.id headings=topic.headings/>
            <div class="topic-text">{segments}</div>
            <div class="topic-end" node_ref=end>
                <TopicScore topic=meta/>
            </div>
            <Neighbours
                previous=place.previous.cloned()
                next=place.next.cloned()
            />
        </article>
    })
}

/// The segments, each question with its number on the page.
pub(crate) fn numbered(
    segments: Vec<course::Segment>,
) -> impl Iterator<Item = (course::Segment, usize)> {
    let mut questions = 0;
    segments.into_iter().map(move |segment| {
        if matches!(segment, course::Segment::Question(_)) {
            questions += 1;
        }
        (segment, questions)
    })
}
