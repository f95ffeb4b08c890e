// Whether keys that are a single letter or sign work. The app reads the same.

const STORED = "layerwise:keys";

/** Where storage is blocked, they do. */
export function areOn() {
  try {
    return localStorage.getItem(STORED) !== '"off"';
  } catch {
    return true;
  }
}

/** Where storage is blocked, nothing changes. */
export function switchTo(isOn) {
  try {
    if (isOn) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, '"off"');
  } catch {
    // As said.
  }
}
