// Starts the course's compiler in a Web Worker.
import init from "./preview.js";

init({ module_or_path: new URL("./preview_bg.wasm", import.meta.url) });
