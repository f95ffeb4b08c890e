//! Sends for the module of the labs, and tells it what happens to the page.

use leptos::html::Section;
use leptos::prelude::*;
use web_sys::Event;

use super::site_files;

/// A reader comes near this lab.
pub(crate) fn near(section: NodeRef<Section>) {
    let Some(section) = section.get_untracked() else {
        return;
    };
    // Attributes of valid names can be set, elements be made and events be sent.
    let _ = section.set_attribute("data-near", "");
    // When it comes, it finds the labs near a reader by itself.
    if !site_files::load_module("lab-boot.js") {
        tell("layerwise-lab-near");
    }
}

/// Goes to the lab that the page's address has a content for.
pub(crate) fn show_linked(section: NodeRef<Section>) {
    let fragment = window().location().hash().unwrap_or_default();
    let Some((id, _)) = fragment
        .strip_prefix("#lab=")
        .and_then(|rest| rest.split_once(':'))
    else {
        return;
    };
    if let Some(section) = section.get()
        && section.get_attribute("data-lab").as_deref() == Some(id)
    {
        section.scroll_into_view();
    }
}

/// The page is about to show something else.
pub(crate) fn left() {
    tell("layerwise-lab-left");
}

/// Sends an event of the page.
pub(super) fn tell(name: &str) {
    if let Ok(event) = Event::new(name) {
        let _ = document().dispatch_event(&event);
    }
}
