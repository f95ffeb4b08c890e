// The labs come alive when a reader comes near the first of them.
const start = () => __wbg_init({ module_or_path: unpack(packed("lab_bg.wasm")) });
document.addEventListener("layerwise-lab-near", start, { once: true });
