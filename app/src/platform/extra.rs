//! Modules of the bundle that few readers ever ask for: presenter mode, and the sheet of keys.
//!
//! Such a module does its work when it comes, and again at each event that has its name.

use super::{lab_module, site_files};

/// Presents the topic that is shown.
pub(crate) fn present() {
    ask("layerwise-present", "present.js");
}

/// Shows the keys that work on this page.
pub(crate) fn show_keys() {
    ask("layerwise-keys", "keys.js");
}

/// In the one file the module is there from the start, and has no script to be sent for.
fn ask(event: &str, script: &str) {
    lab_module::tell(event);
    site_files::load_module(script);
}
