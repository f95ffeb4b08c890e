//! The labs of a page.

use std::any::Any;
use std::cell::RefCell;
use std::time::Duration;

use lab_protocol::Exercise;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement};

use crate::bench::Bench;

/// A lab that has come alive; it ends when this is dropped.
struct Living {
    section: Element,
    _view: Box<dyn Any>,
}

thread_local! {
    static LIVING: RefCell<Vec<Living>> = const { RefCell::new(Vec::new()) };
}

/// Makes the labs near a reader come alive, and those that a reader comes near later.
pub fn start() {
    wake_all();
    listen("layerwise-lab-near", wake_all);
    // The elements are still there when the page says that they go.
    listen("layerwise-lab-left", || {
        set_timeout(drop_gone, Duration::ZERO);
    });
}

fn listen(event: &str, heard: fn()) {
    let listener = Closure::<dyn Fn(Event)>::new(move |_: Event| heard());
    let function = listener.as_ref().unchecked_ref();
    if document()
        .add_event_listener_with_callback(event, function)
        .is_ok()
    {
        // The module lives as long as the page.
        listener.forget();
    }
}

fn wake_all() {
    let Ok(found) = document().query_selector_all(".lab[data-near]:not([data-alive])") else {
        return;
    };
    for index in 0..found.length() {
        let section = found.item(index);
        if let Some(section) = section.and_then(|node| node.dyn_into::<Element>().ok()) {
            wake(section);
        }
    }
}

fn wake(section: Element) {
    let part = |selector: &str| section.query_selector(selector).ok().flatten();
    let bench = part(".lab-bench").and_then(|bench| bench.dyn_into::<HtmlElement>().ok());
    let (Some(bench), Some(id)) = (bench, section.get_attribute("data-lab")) else {
        return;
    };
    let exercise = part(".lab-data")
        .and_then(|data| data.text_content())
        .and_then(|data| serde_json::from_str::<Exercise>(&data).ok())
        .unwrap_or_default();
    let _ = section.set_attribute("data-alive", "");
    // The living lab takes the place of the prerendered one, which looks the same.
    bench.set_inner_html("");
    let view = Box::new(mount_to(bench, move || view! { <Bench id exercise/> }));
    LIVING.with_borrow_mut(|living| {
        living.push(Living {
            section,
            _view: view,
        });
    });
}

fn drop_gone() {
    let gone = LIVING.with_borrow_mut(|living| {
        let (here, gone): (Vec<_>, Vec<_>) = std::mem::take(living)
            .into_iter()
            .partition(|lab| lab.section.is_connected());
        *living = here;
        gone
    });
    // Outside of the borrow: what is dropped runs code of its own.
    drop(gone);
}
