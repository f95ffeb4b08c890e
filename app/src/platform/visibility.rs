use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use web_sys::js_sys::Array;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Runs `seen` once, when the element first comes within `margin` (CSS: `200px`) of the window.
/// To be called in an effect: the node must stand in the page.
pub(crate) fn once_seen<E>(node: NodeRef<E>, margin: &str, seen: impl Fn() + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    let Some(element) = node.get() else { return };
    let Some(element) = element.dyn_ref::<Element>() else {
        return;
    };
    let callback = Closure::<dyn Fn(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let visible = entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
                .any(|entry| entry.is_intersecting());
            if visible {
                observer.disconnect();
                seen();
            }
        },
    );
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let Ok(observer) =
        IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options)
    else {
        return;
    };
    observer.observe(element);
    // The callback lives as long as the observer may call it.
    let kept = StoredValue::new_local((observer, callback));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
