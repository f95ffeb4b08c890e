// Starts the app. External, because the content security policy allows no inline script.
import init from "./app.js";

init({ module_or_path: new URL("./app_bg.wasm", import.meta.url) });
