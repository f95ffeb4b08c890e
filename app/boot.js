// Starts the app. External, because the content security policy allows no inline script.
// The page asks for app.js too, so that both files and the module are on their way at once.
const module = fetch(new URL("./app_bg.wasm", import.meta.url));
const { default: init } = await import("./app.js");
await init({ module_or_path: module });

// Only a page that is installed from a host can be kept; a preview and a single file are not.
if (document.querySelector("link[rel=manifest]")) {
  await import("./offline.js");
}
