use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;

use super::Server;

/// Where pages listen for changes, under the base.
pub(super) const EVENTS: &str = "layerwise/changes";

/// Where the script is that listens, under the base.
pub(super) const SCRIPT: &str = "layerwise/reload.js";

/// Reloads when the server says that something has changed, or is another one than before: the
/// browser itself keeps the scroll.
const LISTENER: &str = r#"let shown;
new EventSource(new URL("./changes", document.currentScript.src)).onmessage = ({ data }) => {
  if (shown !== undefined && shown !== data) location.reload();
  shown = data;
};
"#;

/// Takes the place of a course that a browser has kept from this address: a built one that was
/// served here earlier would go on answering for the preview.
const FORGET: &str = r#"addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(forget()));
async function forget() {
  await registration.unregister();
  for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url);
}
"#;

/// The page with the script that listens for changes. An external one: the page's content security
/// policy holds here too.
pub(super) fn injected(page: &[u8], base: &str) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let script = format!("<script src=\"{base}{SCRIPT}\"></script>\n</body>");
    page.replacen("</body>", &script, 1).into_bytes()
}

pub(super) async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript")], LISTENER)
}

pub(super) async fn forget() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript")], FORGET)
}

/// The version that is shown, now and after each change.
pub(super) async fn events(
    State(server): State<Arc<Server>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut versions = server.version.subscribe();
    versions.mark_changed();
    // Tells one run of the server from the next: both count from 0.
    let run = std::process::id();
    Sse::new(unfold(versions, move |mut versions| async move {
        versions.changed().await.ok()?;
        let version = *versions.borrow_and_update();
        let event = Event::default().data(format!("{run}.{version}"));
        Some((Ok(event), versions))
    }))
}
