use app::shared::{QuestionView, focus_on_first_field, site_file};
use app::{DeskData, TopicFile};
use course::{Question, Segment};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::queue_model::Due;

/// What became of sending for a question.
#[derive(Clone, Debug, PartialEq)]
enum Sent {
    Waiting,
    Here(Box<Question>),
    Nowhere,
}

/// A question of the queue as its topic's page asks it, with the way there.
#[component]
pub(crate) fn Asked(
    /// What the page carries.
    data: StoredValue<DeskData>,
    /// The question.
    due: Due,
) -> impl IntoView {
    let Due {
        topic,
        title,
        id,
        number,
        ..
    } = due;
    let href = format!("../{topic}/#question-{id}");
    let sent = RwSignal::new(Sent::Waiting);
    spawn_local(async move {
        let text = site_file(&format!("{topic}/topic.json")).await;
        let build = data.with_value(|data| data.build.clone());
        let question = text.and_then(|text| question(&text, &build, &id));
        // The reader may have gone on meanwhile.
        let is_here = question.is_some();
        sent.try_set(question.map_or(Sent::Nowhere, |question| Sent::Here(Box::new(question))));
        if is_here {
            focus_on_first_field(format!("question-{id}"));
        }
    });
    view! {
        <p class="desk-from">"From " <a href=href.clone()>{title}</a></p>
        {move || match sent.get() {
            Sent::Waiting => view! { <p>"The question is on its way."</p> }.into_any(),
            Sent::Here(question) => view! { <QuestionView question=*question number/> }.into_any(),
            Sent::Nowhere => view! {
                <p>
                    "The question cannot be had here. Answer it "
                    <a href=href.clone()>"in its topic"</a>
                    "; the answer is noted there too."
                </p>
            }.into_any(),
        }}
    }
}

/// The question in the data of its topic; `None` if that is not of this build of the site.
fn question(text: &str, build: &str, id: &str) -> Option<Question> {
    let file: TopicFile = serde_json::from_str(text).ok()?;
    if file.build != build {
        return None;
    }
    file.topic
        .segments
        .into_iter()
        .find_map(|segment| match segment {
            Segment::Question(question) if question.id == id => Some(question),
            _ => None,
        })
}
