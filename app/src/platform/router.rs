//! Going to another page of the course without a page load.
//!
//! This is our own and small, not `leptos_router`: addresses are relative under a sub-path that
//! only the reader's browser knows, each page is a file that must also load on its own, the data
//! of a page is one fetch that falls back to a page load, and the single-file build keeps its
//! routes in the fragment. `leptos_router` asks for the base when the app is built, and costs
//! half as much again as all of Leptos.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use course::{Course, Term, Topic};
use leptos::ev::{self, MouseEvent};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, HtmlAnchorElement, ScrollRestoration, Url};

use super::router_model::{Destination, Site, destination, without_fragment};
use super::{focus, site_files};
use crate::context::ShownPage;
use crate::course_model::place;
use crate::{GlossaryFile, Links, Page, Route, TopicFile};

/// How long after the last scrolling its place is noted, so that Back can return to it.
const SCROLL_NOTED_AFTER: Duration = Duration::from_millis(120);

/// The glossary's data, under the site's root.
const GLOSSARY: &str = "glossary/terms.json";

thread_local! {
    /// The page's router, once the page is alive.
    static ROUTER: RefCell<Option<Rc<Router>>> = const { RefCell::new(None) };
}

/// How long after a page has come the next topic is sent for: reading begins first.
const NEXT_FETCHED_AFTER: Duration = Duration::from_millis(1_500);

struct Router {
    course: Arc<Course>,
    build: String,
    shown: ShownPage,
    site: Site,
    fetched: RefCell<BTreeMap<String, Topic>>,
    /// Counts navigations: only the newest one may change the page.
    turn: Cell<u32>,
    scroll_timer: Cell<Option<TimeoutHandle>>,
}

/// Takes over clicks on links to pages of the course, and the Back and Forward buttons.
pub(crate) fn start(course: Arc<Course>, build: String, shown: ShownPage) {
    site_files::start();
    let here = window().location().href().unwrap_or_default();
    let site = match shown.links() {
        Links::Folders => match Url::new_with_base(shown.route_now().root(), &here) {
            Ok(root) => Site::Folders(root.href()),
            Err(_) => return,
        },
        Links::Fragments => Site::Fragments(without_fragment(&here).to_owned()),
        // Paper has no scripts.
        Links::Paper => return,
    };
    let router = Rc::new(Router {
        course,
        build,
        shown,
        site,
        fetched: RefCell::default(),
        turn: Cell::new(0),
        scroll_timer: Cell::new(None),
    });

    let clicked = Rc::clone(&router);
    window_event_listener(ev::click, move |event| clicked.click(&event));
    let back = Rc::clone(&router);
    window_event_listener(ev::popstate, move |event| {
        back.return_to(event.state().as_f64());
    });
    let hovered = Rc::clone(&router);
    window_event_listener(ev::pointerover, move |event| {
        hovered.prefetch(event.target())
    });
    let focused = Rc::clone(&router);
    window_event_listener(ev::focusin, move |event| focused.prefetch(event.target()));
    let scrolled = Rc::clone(&router);
    window_event_listener(ev::scroll, move |_| scrolled.note_scroll_soon());
    // A reload is the browser's business again, and it knows best where the reader was.
    window_event_listener(ev::beforeunload, |_| {
        scroll_restoration(ScrollRestoration::Auto);
    });
    scroll_restoration(ScrollRestoration::Manual);
    // The one file has been rendered as its first page, whichever is asked for.
    if shown.links() == Links::Fragments {
        router.return_to(None);
    }
    router.prefetch_next();
    ROUTER.set(Some(router));
}

/// Goes where a link would lead; `link` is relative to the page that is shown.
pub(crate) fn visit(link: &str) {
    let here = window().location().href().unwrap_or_default();
    let Ok(address) = Url::new_with_base(link, &here) else {
        return;
    };
    let address = address.href();
    match ROUTER.with_borrow(Clone::clone) {
        Some(router) => router.visit(address),
        None => load(&address),
    }
}

impl Router {
    fn visit(self: Rc<Self>, address: String) {
        match self.destination(&address) {
            Some(_) if self.shown.links() == Links::Fragments => load(&address),
            Some(destination) if destination.route == self.shown.route_now() => {
                // Another query of the page that is there: the page itself reads it.
                if destination.route == Route::Search {
                    push_state(&address);
                } else {
                    load(&address);
                }
            }
            Some(destination) => {
                spawn_local(async move { self.go(destination, address).await });
            }
            None => load(&address),
        }
    }

    fn click(self: &Rc<Self>, event: &MouseEvent) {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if event.default_prevented() || !plain {
            return;
        }
        let Some(link) = link_at(event.target()) else {
            return;
        };
        if !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download") {
            return;
        }
        let address = link.href();
        let Some(destination) = self.destination(&address) else {
            self.stay(&address, event);
            return;
        };
        // Within a page the browser does the right thing by itself, and within the one file.
        if destination.route == self.shown.route_now() || self.shown.links() == Links::Fragments {
            return;
        }
        event.prevent_default();
        let router = Rc::clone(self);
        spawn_local(async move { router.go(destination, address).await });
    }

    /// In the one file a fragment that names an element would take the place of the page's.
    fn stay(&self, address: &str, event: &MouseEvent) {
        if let Site::Fragments(file) = &self.site
            && let Some((page, id)) = address.split_once('#')
            && page == file
        {
            event.prevent_default();
            to_element(id);
            focus::on_id(id);
        }
    }

    async fn go(self: Rc<Self>, destination: Destination, address: String) {
        let turn = self.next_turn();
        let page = self.page(&destination.route).await;
        if turn != self.turn.get() {
            return;
        }
        let Some(page) = page else {
            load(&address);
            return;
        };
        self.note_scroll();
        let left = self.shown.route_now();
        if push_state(&address) {
            self.shown.show(page);
            arrive(destination.fragment, None);
            self.prefetch_next();
            // Back is as likely.
            self.page(&left).await;
        } else {
            load(&address);
        }
    }

    /// The address has changed already; the page follows.
    fn return_to(self: &Rc<Self>, scroll: Option<f64>) {
        self.forget_scroll();
        let address = window().location().href().unwrap_or_default();
        let Some(destination) = self.destination(&address) else {
            // What the one file does not have is nowhere else.
            if self.shown.links() == Links::Folders {
                load(&address);
            }
            return;
        };
        // In folders only Back and Forward come here, and they return to a place; in the one file
        // links do too, and they lead to an element.
        let scroll = match self.shown.links() {
            Links::Folders | Links::Paper => Some(scroll.unwrap_or(0.0)),
            Links::Fragments => scroll,
        };
        if destination.route == self.shown.route_now() {
            self.next_turn();
            match scroll {
                Some(y) => window().scroll_to_with_x_and_y(0.0, y),
                None => to_element(&destination.fragment),
            }
            return;
        }
        let router = Rc::clone(self);
        spawn_local(async move {
            let turn = router.next_turn();
            let page = router.page(&destination.route).await;
            if turn != router.turn.get() {
                return;
            }
            match page {
                Some(page) => {
                    router.shown.show(page);
                    arrive(destination.fragment, scroll);
                }
                None => load(&address),
            }
        });
    }

    fn prefetch(self: &Rc<Self>, target: Option<EventTarget>) {
        let Some(destination) = link_at(target).and_then(|link| self.destination(&link.href()))
        else {
            return;
        };
        let router = Rc::clone(self);
        spawn_local(async move {
            router.page(&destination.route).await;
        });
    }

    /// The next topic is the likeliest way on, and is there when it is asked for.
    fn prefetch_next(self: &Rc<Self>) {
        let router = Rc::clone(self);
        let fetch = move || {
            let Route::Topic(here) = router.shown.route_now() else {
                return;
            };
            let next = place(&router.course, &here).and_then(|place| place.next);
            let Some(next) = next.map(|topic| topic.id.clone()) else {
                return;
            };
            spawn_local(async move {
                router.topic(&next).await;
            });
        };
        set_timeout(fetch, NEXT_FETCHED_AFTER);
    }

    fn destination(&self, address: &str) -> Option<Destination> {
        destination(&self.course, &self.site, address)
    }

    /// `None` if the page's data cannot be had, or belongs to another build of the site.
    async fn page(&self, route: &Route) -> Option<Page> {
        match route {
            Route::Home => Some(Page::Home),
            Route::Tags => Some(Page::Tags),
            Route::Search => Some(Page::Search),
            Route::Glossary => self.glossary().await.map(Page::Glossary),
            Route::Topic(id) => self.topic(id).await.map(Page::Topic),
        }
    }

    async fn glossary(&self) -> Option<Vec<Term>> {
        let text = site_files::text(GLOSSARY).await?;
        let file: GlossaryFile = serde_json::from_str(&text).ok()?;
        (file.build == self.build).then_some(file.terms)
    }

    async fn topic(&self, id: &str) -> Option<Topic> {
        if let Some(topic) = self.fetched.borrow().get(id) {
            return Some(topic.clone());
        }
        let path = format!("{}topic.json", Route::Topic(id.to_owned()).folder());
        let file: TopicFile = serde_json::from_str(&site_files::text(&path).await?).ok()?;
        if file.build != self.build {
            return None;
        }
        self.fetched
            .borrow_mut()
            .insert(id.to_owned(), file.topic.clone());
        Some(file.topic)
    }

    fn next_turn(&self) -> u32 {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.turn.get()
    }

    fn note_scroll_soon(self: &Rc<Self>) {
        self.forget_scroll();
        let router = Rc::clone(self);
        self.scroll_timer
            .set(set_timeout_with_handle(move || router.note_scroll(), SCROLL_NOTED_AFTER).ok());
    }

    fn note_scroll(&self) {
        self.forget_scroll();
        let y = window().scroll_y().unwrap_or(0.0);
        // Without it Back leads to the top of the page, which is no harm.
        history(|history| history.replace_state(&JsValue::from_f64(y), ""));
    }

    /// What was scrolled last belongs to a page that is left.
    fn forget_scroll(&self) {
        if let Some(timer) = self.scroll_timer.take() {
            timer.clear();
        }
    }
}

/// Takes the eye and the focus to the new page, once it stands.
fn arrive(fragment: String, scroll: Option<f64>) {
    request_animation_frame(move || {
        focus::on_heading();
        match scroll {
            Some(y) => window().scroll_to_with_x_and_y(0.0, y),
            None => to_element(&fragment),
        }
    });
}

/// Scrolls to the element with this id, percent-encoded; to the top without one.
fn to_element(id: &str) {
    let element = web_sys::js_sys::decode_uri_component(id)
        .ok()
        .and_then(|id| document().get_element_by_id(&String::from(id)));
    match element {
        Some(element) => element.scroll_into_view(),
        None => window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}

fn link_at(target: Option<EventTarget>) -> Option<HtmlAnchorElement> {
    target?
        .dyn_ref::<Element>()?
        .closest("a[href]")
        .ok()??
        .dyn_into()
        .ok()
}

/// An ordinary page load.
fn load(address: &str) {
    // It fails only for an address that is none; this one came from the browser.
    let _ = window().location().assign(address);
}

fn history(act: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) -> bool {
    window()
        .history()
        .is_ok_and(|history| act(&history).is_ok())
}

fn push_state(address: &str) -> bool {
    history(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)))
}

fn scroll_restoration(value: ScrollRestoration) {
    history(|history| history.set_scroll_restoration(value));
}
