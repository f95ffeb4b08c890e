// Starts the simulator in a Web Worker.
import init from "./worker.js";

init({ module_or_path: new URL("./worker_bg.wasm", import.meta.url) });
