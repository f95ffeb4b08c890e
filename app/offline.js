// Has the browser keep the course, so that it opens without a network, and hears of newer versions.
// The app shows what this script tells by `layerwise-offline`: a state, the bytes kept, of how many.
// It asks back by `layerwise-keep` and `layerwise-update`.

// Whoever has just come wants to read: nothing is taken from the network for the first seconds.
const FIRST_SECONDS = 5000;
// More than this is kept only when the reader asks for it.
const MOST_UNASKED_BYTES = 24 * 1024 * 1024;

const root = new URL("../../", import.meta.url);
// Browsers have it only on pages that came by https, or from this machine itself.
const container = navigator.serviceWorker;
let bytes = 0;
let unasked;

if (container) {
  const registration = await container.getRegistration(root);
  const size = await fetch(new URL("offline.json", root)).catch(() => undefined);
  bytes = size?.ok ? (await size.json()).bytes : 0;
  container.addEventListener("message", ({ data }) => {
    if (typeof data?.kept === "number") tell("keeping", data.kept);
  });
  if (registration?.active) {
    follow(registration);
  } else {
    tell("offered", 0);
    addEventListener("layerwise-keep", keep, { once: true });
    const asksFirst = navigator.connection?.saveData || bytes > MOST_UNASKED_BYTES;
    if (!asksFirst) unasked = setTimeout(keep, FIRST_SECONDS);
  }
}

async function keep() {
  clearTimeout(unasked);
  removeEventListener("layerwise-keep", keep);
  tell("keeping", 0);
  try {
    follow(await container.register(new URL("sw.js", root), { scope: root.pathname }));
  } catch {
    tell("failed", 0);
  }
}

function follow(registration) {
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) offer(registration);
      if (worker.state === "activated") tell("kept", bytes);
      if (worker.state === "redundant") tell(registration.active ? "kept" : "failed", bytes);
    });
  if (registration.active) tell("kept", bytes);
  if (registration.waiting) offer(registration);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  // A page may stay open for days, and going to another topic loads none.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && navigator.onLine) registration.update().catch(() => {});
  });
}

/** A newer version waits: it takes over when the reader says so, or when all pages are closed. */
function offer(registration) {
  tell("kept", bytes);
  tell("update", bytes);
  const before = container.controller;
  addEventListener("layerwise-update", () => {
    // Another page may have had it take over already.
    if (container.controller !== before) location.reload();
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  }, { once: true });
}

function tell(state, kept) {
  dispatchEvent(new CustomEvent("layerwise-offline", { detail: `${state} ${kept} ${bytes}` }));
}
