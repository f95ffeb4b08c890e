// Starts the module of the labs; a page asks for it when a reader comes near its first lab.
const module = fetch(new URL("./lab_bg.wasm", import.meta.url));
const look = document.createElement("link");
look.rel = "stylesheet";
look.href = new URL("./lab.css", import.meta.url);
const painted = new Promise((done) => {
  look.onload = done;
  look.onerror = done;
});
document.head.append(look);
const { default: init } = await import("./lab.js");
await painted;
await init({ module_or_path: module });
