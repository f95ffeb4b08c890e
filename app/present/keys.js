// Which key means what while a topic is presented, and when it is left to the page.

import { areOn } from "./single-keys.js";

/** What a key does: `next` and `previous` go by sections, `on` and `back` by screens. */
const KEYS = new Map([
  ["ArrowRight", "next"],
  ["ArrowLeft", "previous"],
  ["PageDown", "on"],
  ["PageUp", "back"],
  ["Escape", "leave"],
]);
/** Those that are letters can be switched off, as in all of the app. */
const LETTERS = new Map([
  ["n", "notes"],
  ["t", "timer"],
  ["s", "answer"],
  ["f", "lab"],
]);

/** The name of what is to be done; nothing for a key that somebody else needs. */
export function meant(event) {
  const { key, target } = event;
  const isAlone = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (!isAlone || event.defaultPrevented || event.isComposing) return undefined;
  if (document.querySelector("dialog[open]") || isWriting(target)) return undefined;
  // A lab that has the screen has the keys too, but for the one that gives the screen back.
  const isInLab = document.fullscreenElement?.matches(".lab");
  if (LETTERS.has(key) && areOn()) return isInLab && key !== "f" ? undefined : LETTERS.get(key);
  if (isInLab || (key.startsWith("Arrow") && takesArrows(target))) return undefined;
  return KEYS.get(key);
}

/** Whether a key is a letter there, or opens a list. */
function isWriting(element) {
  if (element.matches("input")) return !["radio", "checkbox", "button"].includes(element.type);
  return element.matches("textarea, select") || element.isContentEditable;
}

/** Whether the arrows have a meaning there already: options, tabs, what scrolls sideways. */
function takesArrows(element) {
  const scrolls = element.closest("[tabindex=\"0\"]");
  return (
    element.matches("input, [role=tab], [role=slider], [role=option]") ||
    (scrolls !== null && scrolls.scrollWidth > scrolls.clientWidth + 1)
  );
}
