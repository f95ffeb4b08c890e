// Lists the keys that work on this page. A page asks for this module by the button in its foot, or by
// the key `?`.

import { withSheet } from "./present/element.js";
import { showKeys } from "./present/key-sheet.js";

await withSheet(new URL("./keys.css", import.meta.url));
showKeys();
document.addEventListener("layerwise-keys", showKeys);
