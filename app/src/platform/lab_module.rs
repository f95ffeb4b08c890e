//! Sends for the module of the labs, and tells it what happens to the page.

use leptos::html::Section;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlScriptElement};

use super::site_files;

/// A reader comes near this lab.
pub(crate) fn near(section: NodeRef<Section>) {
    let Some(section) = section.get_untracked() else {
        return;
    };
    // Attributes of valid names can be set, elements be made and events be sent.
    let _ = section.set_attribute("data-near", "");
    if !load() {
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

fn tell(name: &str) {
    if let Ok(event) = Event::new(name) {
        let _ = document().dispatch_event(&event);
    }
}

/// Loads the module unless it is here or on its way; whether it had to. It finds the labs near a reader by itself then.
fn load() -> bool {
    let is_there = document()
        .query_selector("script[src$='/lab-boot.js']")
        .is_ok_and(|found| found.is_some());
    if is_there {
        return false;
    }
    add_script().is_some()
}

/// Its address is absolute: a relative one means another file once the reader has gone to another page.
fn add_script() -> Option<()> {
    let address = site_files::bundle_address("lab-boot.js")?;
    let script = document().create_element("script").ok()?;
    let script = script.dyn_into::<HtmlScriptElement>().ok()?;
    script.set_type("module");
    script.set_src(&address);
    document().head()?.append_child(&script).ok()?;
    Some(())
}
