/** An element with attributes and children; what is a function listens to the event of its name. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A button; `key` is what does the same on the keyboard. */
export function button(label, pressed, key) {
  const made = element("button", { type: "button", click: pressed }, label);
  if (key) made.setAttribute("aria-keyshortcuts", key);
  return made;
}

/** Adds a style sheet to the page, and waits until it is there. */
export function withSheet(address) {
  return new Promise((done) => {
    document.head.append(element("link", { rel: "stylesheet", href: address, load: done, error: done }));
  });
}
