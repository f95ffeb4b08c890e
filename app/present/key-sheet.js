// The list of the keys that work on a page, and the switch for those of a single letter or sign.

import { button, element } from "./element.js";
import { areOn, switchTo } from "./single-keys.js";

/** Keys by where they work: a selector of what must be on the page, a heading, and what each does. */
const LISTS = [
  ["html[data-present]", "While presenting", [
    [["→", "←"], "the next section, the one before"],
    [["Page Down", "Page Up"], "on or back by a screen, then by a section"],
    [["S"], "show the next answer, or a lab's hints"],
    [["N"], "speaker notes"],
    [["T"], "start or pause the timer"],
    [["F"], "the lab full screen, and back"],
    [["Esc"], "leave"],
  ]],
  ["html:not([data-present])", "Everywhere", [
    [["/"], "search the course"],
    [["?"], "this list"],
    [["Esc"], "close what is open"],
  ]],
  ["html:not([data-present]) .topic", "On a topic", [
    [["P"], "present it: one section at a time, in large type"],
  ]],
  [".question", "In a question", [
    [["↑", "↓"], "choose one of several options"],
    [["Space"], "tick an option"],
    [["Enter"], "check the answer"],
  ]],
  [".lab", "In a lab", [
    [["→", "←"], "another tab, where a tab has the focus"],
    [["Ctrl", "Space"], "complete the word in the editor"],
    [["Tab"], "complete the line in the terminal"],
    [["↑", "↓"], "earlier lines in the terminal"],
  ]],
  ["html:not([data-present]) .search-field", "In the search field", [
    [["↓", "↑"], "choose a hit"],
    [["Enter"], "go to it; without a choice, see all"],
  ]],
];

let dialog;

/** Opens the list, unless it is open. */
export function showKeys() {
  if (dialog?.open) return;
  if (!dialog) {
    dialog = element("dialog", { class: "keys", "aria-labelledby": "keys--title" });
    document.body.append(dialog);
  }
  const lists = LISTS.filter(([where]) => document.querySelector(where));
  const single = element("input", { type: "checkbox", change: () => switchTo(single.checked) });
  single.checked = areOn();
  dialog.replaceChildren(
    element(
      "div",
      { class: "keys-head" },
      element("h2", { id: "keys--title" }, "Keys"),
      button("Close", () => dialog.close()),
    ),
    element("div", { class: "keys-lists" }, ...lists.map(list)),
    element("label", { class: "keys-switch" }, single, "Keys of a single letter or sign work"),
  );
  // The browser keeps the focus inside, closes on Escape, and gives the focus back.
  dialog.showModal();
}

function list([, heading, keys]) {
  const rows = keys.map(([names, does]) =>
    element("div", {}, element("dt", {}, ...names.flatMap(key)), element("dd", {}, does)),
  );
  return element("section", {}, element("h3", {}, heading), element("dl", {}, ...rows));
}

function key(name, index) {
  const made = element("kbd", {}, name);
  return index ? [" ", made] : [made];
}
