//! The learners who share this browser: who they are, who learns now, and what is kept of each.

use learning::{CHOSEN_KEY, LEARNERS_KEY, Learners, Profile};
use leptos::ev;
use leptos::prelude::*;
use web_sys::Storage;

/// What is kept of one learner: keys of the storage, and their texts.
pub(crate) type Kept = Vec<(String, String)>;

/// The list; an empty one if there is none, or it cannot be read.
pub(crate) fn read() -> Learners {
    let text = storage().and_then(|storage| storage.get_item(LEARNERS_KEY).ok()?);
    let learners = text.and_then(|text| Learners::from_json(&text).ok());
    learners.unwrap_or_default()
}

/// Keeps the list; `false` if storage is blocked or full.
pub(crate) fn write(learners: &Learners) -> bool {
    put(LEARNERS_KEY, &learners.to_json())
}

/// What is kept of who learns now; empty for the one without a name.
pub(crate) fn chosen() -> String {
    let chosen = storage().and_then(|storage| storage.get_item(CHOSEN_KEY).ok()?);
    chosen.unwrap_or_default()
}

/// Has another learner learn from now on, on this page and on all that are open.
pub(crate) fn choose(profile: Option<&Profile>) -> bool {
    let is_kept = match profile {
        Some(profile) => put(CHOSEN_KEY, &profile.chosen()),
        None => storage().is_some_and(|storage| storage.remove_item(CHOSEN_KEY).is_ok()),
    };
    if is_kept {
        // It fails only on a page that is being closed.
        let _ = window().location().reload();
    }
    is_kept
}

/// Takes away what is kept of a learner, in all courses, and gives it.
pub(crate) fn forget(id: u32) -> Kept {
    let Some(storage) = storage() else {
        return Kept::new();
    };
    let mine = format!(":learner-{id}");
    let count = storage.length().unwrap_or(0);
    let keys: Vec<_> = (0..count)
        .filter_map(|index| storage.key(index).ok()?)
        .filter(|key| key.starts_with("layerwise:"))
        // What was set aside has its number behind it.
        .filter(|key| key.ends_with(&mine) || key.contains(&format!("{mine}:")))
        .collect();
    let mut kept = Kept::new();
    for key in keys {
        if let Ok(Some(text)) = storage.get_item(&key) {
            // What can be read can be removed.
            let _ = storage.remove_item(&key);
            kept.push((key, text));
        }
    }
    kept
}

/// Puts back what was taken away; `false` if there is no room for all of it.
pub(crate) fn bring_back(kept: &Kept) -> bool {
    kept.iter().all(|(key, text)| put(key, text))
}

/// Runs `changed` when another tab has changed the list.
pub(crate) fn on_change_elsewhere(changed: impl Fn() + 'static) {
    let listener = window_event_listener(ev::storage, move |event| {
        if event.key().is_none_or(|key| key == LEARNERS_KEY) {
            changed();
        }
    });
    on_cleanup(move || listener.remove());
}

fn put(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
