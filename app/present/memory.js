// What a reload must not lose, kept as long as the window is open.

const PREFIX = "layerwise:present-";

export function recall(name) {
  try {
    return sessionStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Where storage is blocked, a reload begins anew. */
export function keep(name, text) {
  try {
    sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // As said.
  }
}
