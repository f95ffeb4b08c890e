// Presents a topic: an instructor at a projector shows one section at a time, in large type.
// A page asks for this module by the button or the key, or because its address says `?present`.

import { withSheet } from "./present/element.js";
import { present } from "./present/mode.js";

await withSheet(new URL("./present.css", import.meta.url));
present();
document.addEventListener("layerwise-present", present);
