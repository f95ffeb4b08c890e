use gloo_storage::{LocalStorage, Storage};
use leptos::ev;
use leptos::prelude::{window, window_event_listener};
use serde::Serialize;

/// Set-aside texts of one key are numbered up to this; more of them means that something goes
/// wrong again and again.
const MOST_SET_ASIDE: u32 = 20;

/// The browser does not give access to its storage.
pub(crate) struct Blocked;

/// The text stored under a key.
pub(crate) fn read(key: &str) -> Result<Option<String>, Blocked> {
    // gloo's own access aborts where storage is blocked.
    match window().local_storage() {
        Ok(Some(storage)) => storage.get_item(key).map_err(|_| Blocked),
        _ => Err(Blocked),
    }
}

/// Stores a value as JSON; `false` if storage is blocked or full.
pub(crate) fn write<T: Serialize + ?Sized>(key: &str, value: &T) -> bool {
    read(key).is_ok() && LocalStorage::set(key, value).is_ok()
}

/// Moves the text of a key to a free key beside it, and gives that key.
pub(crate) fn set_aside(key: &str, text: &str) -> Option<String> {
    let free = (1..=MOST_SET_ASIDE)
        .map(|n| format!("{key}:set-aside-{n}"))
        .find(|free| matches!(read(free), Ok(None)))?;
    let storage = LocalStorage::raw();
    storage.set_item(&free, text).ok()?;
    LocalStorage::delete(key);
    Some(free)
}

/// Runs `changed` with the key that another tab has changed; `None` stands for all keys.
pub(crate) fn on_change_elsewhere(changed: impl Fn(Option<String>) + 'static) {
    window_event_listener(ev::storage, move |event| changed(event.key()));
}
