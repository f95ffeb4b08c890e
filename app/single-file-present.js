// The one file has presenter mode and the list of keys with it; they wait until they are asked for.
document.addEventListener("layerwise-present", present);
document.addEventListener("layerwise-keys", showKeys);
