// Starts the module of the labs; a page asks for it when a reader comes near its first lab.
const module = fetch(new URL("./lab_bg.wasm", import.meta.url));
const { default: init } = await import("./lab.js");
await init({ module_or_path: module });
