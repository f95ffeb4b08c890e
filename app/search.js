// Starts the search in a Web Worker.
import init from "./searcher.js";

init({ module_or_path: new URL("./searcher_bg.wasm", import.meta.url) });
