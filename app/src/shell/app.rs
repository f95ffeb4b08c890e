use leptos::either::EitherOf5;
use leptos::prelude::*;

use super::chapters::Chapters;
use super::header::Header;
use super::notice::StoreNotice;
use super::offline::OfflineStatus;
use crate::glossary::Glossary;
use crate::home::Home;
use crate::platform::{clipboard, extra, hotkey, router};
use crate::search::{self, SearchPage};
use crate::tags::Tags;
use crate::topic::TopicPage;
use crate::{Page, PageData, context, course_model, learner};

/// The whole page, from the skip link to the footer.
#[component]
pub fn App(
    /// What the page shows.
    data: PageData,
) -> impl IntoView {
    let build = data.build.clone();
    let shown = context::provide(data);
    let course = context::course();
    learner::provide(&course);
    search::provide();

    let titled = course.clone();
    Effect::new(move |_| document().set_title(&course_model::title(&titled, &shown.page())));
    Effect::new(|_| clipboard::start());
    Effect::new(|_| hotkey::on("?", extra::show_keys));
    let alive = context::alive();
    Effect::new(move |_| {
        shown.page();
        clipboard::offer();
    });
    let routed = course.clone();
    Effect::new(move |_| router::start(routed.clone(), build.clone(), shown));

    view! {
        <a class="skip-link" href="#main">"Skip to the text"</a>
        <Header/>
        <div class="layout">
            <Chapters/>
            <main id="main" class="main" tabindex="-1">
                <StoreNotice/>
                {move || match &*shown.page() {
                    Page::Home => EitherOf5::A(view! { <Home/> }),
                    Page::Tags => EitherOf5::B(view! { <Tags/> }),
                    Page::Search => EitherOf5::C(view! { <SearchPage/> }),
                    Page::Glossary(terms) => {
                        EitherOf5::D(view! { <Glossary terms=terms.clone()/> })
                    }
                    Page::Topic(topic) => EitherOf5::E(view! { <TopicPage topic=topic.clone()/> }),
                }}
            </main>
        </div>
        <footer class="site-footer">
            <p>{course.title.clone()} " · " {course.licence.clone()}</p>
            <button
                type="button"
                class="site-keys"
                aria-haspopup="dialog"
                disabled=move || !alive.get()
                on:click=|_| extra::show_keys()
            >
                "Keys"
            </button>
            <OfflineStatus/>
        </footer>
    }
}
