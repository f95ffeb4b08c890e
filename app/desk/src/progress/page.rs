use app::DeskData;
use app::shared::{learner, today};
use learning::Undo;
use leptos::prelude::*;

use super::certificate::CertificateView;
use super::chapter::ChapterProgress;
use super::hand_in::HandIn;
use super::learners::LearnersView;
use crate::overview_model::{self, topics};

/// What a reset has taken away, and what is said of it.
#[derive(Clone, Copy)]
pub(crate) struct Resets {
    undo: RwSignal<Option<Undo>>,
    said: RwSignal<String>,
}

impl Resets {
    /// Keeps what was taken away of `what`, so that it can be brought back.
    pub(crate) fn took(self, what: &str, undo: Undo) {
        let is_empty = undo.is_empty();
        self.said.set(match is_empty {
            true => format!("{what}: there was nothing to forget."),
            false => format!("{what}: forgotten."),
        });
        if !is_empty {
            self.undo.set(Some(undo));
        }
    }
}

/// The page.
#[component]
pub(crate) fn ProgressPage(
    /// What the page carries.
    data: StoredValue<DeskData>,
) -> impl IntoView {
    let learner = learner();
    let progress = learner.progress();
    let resets = Resets {
        undo: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    provide_context(resets);
    // One name for all that is signed with it.
    let name = RwSignal::new(String::new());
    Effect::new(move |_| name.set(learner.name().get()));

    let sum = Memo::new(move |_| {
        data.with_value(|data| {
            overview_model::sum(data, &progress.read(), today(), topics(&data.course))
        })
    });
    let resume = move || {
        data.with_value(|data| {
            let progress = progress.read();
            let last = progress.last_topic();
            let topic = topics(&data.course).find(|topic| Some(topic.id.as_str()) == last);
            let label = if topic.is_some() { "Resume" } else { "Start" };
            let topic = topic.or_else(|| topics(&data.course).next())?;
            Some((label, format!("../{}/", topic.id), topic.title.clone()))
        })
    };
    let reset = move |_| {
        let undo = data.with_value(|data| {
            let questions = topics(&data.course).flat_map(|topic| &topic.questions);
            let met = learner.progress().get_untracked();
            learner.reset(
                questions.map(|question| question.id.as_str()),
                topics(&data.course).map(|topic| topic.id.as_str()),
                met.labs_met(),
            )
        });
        resets.took("The whole course", undo);
    };
    let undo = move |_| {
        if let Some(taken) = resets.undo.try_update(Option::take).flatten() {
            learner.undo(taken);
            resets.said.set("All of it is back.".to_owned());
        }
    };
    let chapters = data
        .with_value(|data| data.course.chapters.clone())
        .into_iter()
        .map(|chapter| view! { <ChapterProgress data chapter/> })
        .collect_view();
    view! {
        <p class="desk-sum">{move || sum.read().words()}</p>
        <p class="desk-ways">
            {move || resume().map(|(label, href, title)| view! {
                <span class="resume">
                    <a href=href>
                        <span class="resume-label">{label}</span>
                        " "
                        <span class="resume-title">{title}</span>
                    </a>
                </span>
            })}
            <a href="../review/">
                {move || match sum.read().due {
                    0 => "Review: nothing is due".to_owned(),
                    due => format!("Review: {due} due"),
                }}
            </a>
        </p>
        <nav class="desk-ways" aria-label="On this page">
            <a href="#desk-keep">"Your data"</a>
            <a href="#desk-hand-in">"Hand in"</a>
            <a href="#desk-certificate">"Certificate"</a>
            <a href="#desk-learners">"Learners"</a>
        </nav>
        {chapters}
        <div class="desk-undo">
            <p role="status">{move || resets.said.get()}</p>
            <button type="button" hidden=move || resets.undo.read().is_none() on:click=undo>"Undo"</button>
        </div>
        <section class="desk-part" aria-labelledby="desk-keep">
            <h2 id="desk-keep">"Your data"</h2>
            <p>
                "All of this is kept in this browser and nowhere else. "
                <a href="../#keep">"Save it to a file, or take in a file"</a>
                " on the course’s first page."
            </p>
            <button type="button" on:click=reset>"Forget the whole course"</button>
        </section>
        <HandIn data name/>
        <CertificateView data name/>
        <LearnersView/>
    }
}
