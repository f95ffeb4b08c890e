// Starts the module of the pages about a learner's work.
const module = fetch(new URL("./desk_bg.wasm", import.meta.url));
const { default: init } = await import("./desk.js");
await init({ module_or_path: module });
