//! What a lab tells the page that it stands in.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{CustomEvent, CustomEventInit, Element, Event};

/// Sends an event from the lab's section. `inside` is any element of the lab.
pub(crate) fn tell(inside: NodeRef<Div>, event: &str, detail: &str) {
    let Some(section) = section_of(inside) else {
        return;
    };
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_detail(&detail.into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        // Sending fails only for an event that is being sent.
        let _ = section.dispatch_event(&event);
    }
}

/// Calls `answer` whenever somebody sends an event to the lab's section. To be called in an effect.
pub(crate) fn on_event(inside: NodeRef<Div>, event: &'static str, answer: impl Fn() + 'static) {
    let Some(section) = section_of(inside) else {
        return;
    };
    let listener = Closure::<dyn Fn(Event)>::new(move |_: Event| answer());
    let function = listener.as_ref().unchecked_ref();
    if section
        .add_event_listener_with_callback(event, function)
        .is_err()
    {
        return;
    }
    let kept = StoredValue::new_local((section, listener));
    on_cleanup(move || {
        kept.try_with_value(|(section, listener)| {
            let function = listener.as_ref().unchecked_ref();
            let _ = section.remove_event_listener_with_callback(event, function);
        });
    });
}

/// Calls `changed` whenever the page's fragment is another. To be called in an effect.
pub(crate) fn on_new_fragment(changed: impl Fn() + 'static) {
    let listener = window_event_listener(ev::hashchange, move |_| changed());
    on_cleanup(move || listener.remove());
}

/// Gives the lab the whole screen, or takes it back. A browser may refuse, and nothing changes then.
pub(crate) fn toggle_full_screen(inside: NodeRef<Div>) {
    let Some(section) = section_of(inside) else {
        return;
    };
    // The page itself may have the screen: then the lab takes it from the page, and gives it back.
    if document().fullscreen_element().as_ref() == Some(&section) {
        document().exit_fullscreen();
    } else {
        let _ = section.request_fullscreen();
    }
}

/// Shows the end of what an element scrolls, once what is new stands there.
pub(crate) fn scroll_to_end(element: NodeRef<Div>) {
    request_animation_frame(move || {
        if let Some(element) = element.get_untracked() {
            element.set_scroll_top(element.scroll_height());
        }
    });
}

/// An attribute of the nearest element around an event's target that has it.
pub(crate) fn attribute_around(event: &Event, name: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let found = target.closest(&format!("[{name}]")).ok()??;
    found.get_attribute(name)
}

fn section_of(inside: NodeRef<Div>) -> Option<Element> {
    let element = inside.get_untracked()?;
    element.closest("[data-lab]").ok()?
}
