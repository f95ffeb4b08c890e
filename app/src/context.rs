use std::sync::Arc;

use course::Course;
use leptos::prelude::*;

use crate::{Links, Page, PageData, Route};

/// The course's outline; it never changes while a page is open.
#[derive(Clone)]
pub(crate) struct CourseContext(pub(crate) Arc<Course>);

/// The page that is shown.
#[derive(Clone, Copy)]
pub(crate) struct ShownPage {
    page: RwSignal<Arc<Page>>,
    route: Memo<Route>,
    links: Links,
}

/// Whether the page is alive: false while rendering, true once it has been hydrated.
#[derive(Clone, Copy)]
pub(crate) struct Alive(pub(crate) RwSignal<bool>);

/// Provides what [`course()`], [`shown_page`] and [`alive`] give.
pub(crate) fn provide(data: PageData) -> ShownPage {
    let page = RwSignal::new(Arc::new(data.page));
    let route = Memo::new(move |_| page.read().route());
    let shown = ShownPage {
        page,
        route,
        links: data.links,
    };
    let alive = Alive(RwSignal::new(false));
    Effect::new(move |_| alive.0.set(true));
    provide_context(CourseContext(Arc::new(data.course)));
    provide_context(shown);
    provide_context(alive);
    shown
}

/// The course's outline.
pub(crate) fn course() -> Arc<Course> {
    expect_context::<CourseContext>().0
}

/// The page that is shown.
pub(crate) fn shown_page() -> ShownPage {
    expect_context()
}

/// Whether the page is alive.
pub(crate) fn alive() -> Signal<bool> {
    expect_context::<Alive>().0.into()
}

impl ShownPage {
    /// The page itself.
    pub(crate) fn page(self) -> Arc<Page> {
        self.page.get()
    }

    /// Shows another page.
    pub(crate) fn show(self, page: Page) {
        self.page.set(Arc::new(page));
    }

    /// Where it is.
    pub(crate) fn route(self) -> Route {
        self.route.get()
    }

    /// Where it is, without following changes.
    pub(crate) fn route_now(self) -> Route {
        self.route.get_untracked()
    }

    /// How the pages of this site link to each other.
    pub(crate) fn links(self) -> Links {
        self.links
    }

    /// The relative address of another page.
    pub(crate) fn link_to(self, other: &Route) -> String {
        self.link_to_anchor(other, "")
    }

    /// The relative address of an element of a page; of the page's top if `anchor` is empty.
    pub(crate) fn link_to_anchor(self, other: &Route, anchor: &str) -> String {
        self.links.to(&self.route.read(), other, anchor)
    }

    /// The same, without following changes of the page that is shown: for what happens at a click.
    pub(crate) fn link_now(self, other: &Route, anchor: &str) -> String {
        self.links.to(&self.route_now(), other, anchor)
    }

    /// The relative address of a topic.
    pub(crate) fn link_to_topic(self, id: &str) -> String {
        self.link_to(&Route::Topic(id.to_owned()))
    }
}
