// Starts the module of the page on which a topic is written.
const module = fetch(new URL("./author_bg.wasm", import.meta.url));
const { default: init } = await import("./author.js");
await init({ module_or_path: module });
