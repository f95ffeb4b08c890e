use std::rc::Rc;

use leptos::prelude::*;
use search::Ask;

use crate::Route;
use crate::context::ShownPage;
use crate::platform::searcher::{Found, Searcher};

/// What is looked for on the page with all hits; the header's field and that page share it.
#[derive(Clone, Copy)]
pub(crate) struct Query(pub(crate) RwSignal<String>);

/// Provides what [`query`] gives.
pub(crate) fn provide() {
    provide_context(Query(RwSignal::new(String::new())));
}

/// What is looked for.
pub(super) fn query() -> RwSignal<String> {
    expect_context::<Query>().0
}

/// Asks the search, which is sent for with the first query; answers come in the signal.
#[derive(Clone, Copy)]
pub(super) struct Asker {
    searcher: StoredValue<Option<Rc<Searcher>>, LocalStorage>,
    /// The newest answer.
    pub(super) found: RwSignal<Option<Found>, LocalStorage>,
}

impl Asker {
    pub(super) fn new() -> Self {
        Self {
            searcher: StoredValue::new_local(None),
            found: RwSignal::new_local(None),
        }
    }

    pub(super) fn ask(self, query: &str, most: usize, excerpts: bool) {
        if query.trim().is_empty() {
            self.found.set(None);
            return;
        }
        if self.searcher.with_value(Option::is_none) {
            let found = self.found;
            let searcher = Searcher::start(move |answer| found.set(Some(answer)));
            self.searcher.set_value(searcher);
        }
        self.searcher.with_value(|searcher| {
            if let Some(searcher) = searcher {
                searcher.ask(Ask {
                    query: query.to_owned(),
                    most,
                    excerpts,
                });
            }
        });
    }
}

/// Where a hit is, seen from the page that is shown now.
pub(super) fn link(shown: ShownPage, place: &search::Place) -> String {
    let route = match place.topic.as_str() {
        "" => Route::Home,
        "glossary" => Route::Glossary,
        topic => Route::Topic(topic.to_owned()),
    };
    shown.link_now(&route, &place.anchor)
}
