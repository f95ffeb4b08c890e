use leptos::ev::Custom;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Event};

use crate::offline_model::{self, News};

/// Hears what the script `offline.js` tells. It is loaded after the app, and only where a browser
/// can keep a course.
pub(crate) fn listen(told: impl Fn(News) + 'static) {
    window_event_listener(Custom::<Event>::new("layerwise-offline"), move |event| {
        let news = event
            .dyn_ref::<CustomEvent>()
            .and_then(|event| event.detail().as_string())
            .and_then(|text| offline_model::read(&text));
        if let Some(news) = news {
            told(news);
        }
    });
}

/// Asks to keep the course now.
pub(crate) fn keep() {
    ask("layerwise-keep");
}

/// Asks to go on with the newer version; the page is loaded anew.
pub(crate) fn update() {
    ask("layerwise-update");
}

fn ask(name: &str) {
    if let Ok(event) = Event::new(name) {
        // It only says whether a listener has refused.
        let _ = window().dispatch_event(&event);
    }
}
