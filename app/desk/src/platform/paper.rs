use leptos::ev;
use leptos::prelude::*;

/// What style sheets see on the root element while only the certificate is printed.
const MARK: &str = "data-certificate";

/// Prints the certificate alone.
pub(crate) fn print_certificate() {
    let Some(root) = document().document_element() else {
        return;
    };
    // An attribute of a valid name can be set.
    let _ = root.set_attribute(MARK, "");
    // Some browsers come back before they have printed.
    let listener = StoredValue::new(None);
    let handle = window_event_listener(ev::afterprint, move |_| {
        let _ = root.remove_attribute(MARK);
        let handle =
            listener.try_update_value(|kept: &mut Option<WindowListenerHandle>| kept.take());
        if let Some(handle) = handle.flatten() {
            handle.remove();
        }
    });
    listener.set_value(Some(handle));
    // A browser that does not print says so itself.
    let _ = window().print();
}
