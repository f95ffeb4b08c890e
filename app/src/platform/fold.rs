use leptos::html::Details;
use leptos::prelude::*;

/// Folds a `details` element, which its reader may have unfolded.
pub(crate) fn fold(details: NodeRef<Details>) {
    if let Some(details) = details.get_untracked() {
        details.set_open(false);
    }
}
