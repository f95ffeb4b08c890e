// What would tell an answer stays locked until the presenter shows it, question by question. The
// style sheet does it, by `data-locked`; nothing that was answered is changed.

import { button, element } from "./element.js";

/** What can be locked: every question, and the labs that have hints. */
const LOCKED = ".question, .lab:has(.lab-hint)";

/** Locks a topic's questions and labs. */
export function lockAll(topic) {
  for (const section of topic.querySelectorAll(LOCKED)) {
    section.dataset.locked = "";
    const show = button("", () => toggle(section, show));
    section.append(element("p", { class: "present-show" }, show));
    label(section, show);
  }
  // What the presenter has answered before, alone, is no part of the lesson: it is not shown.
  topic.addEventListener("submit", noteAsked);
}

/** Takes all locks away. */
export function unlockAll(topic) {
  topic.removeEventListener("submit", noteAsked);
  for (const row of topic.querySelectorAll(".present-show")) row.remove();
  for (const section of topic.querySelectorAll(LOCKED)) {
    fold(section, false);
    delete section.dataset.locked;
    delete section.dataset.asked;
  }
}

/** Shows the first answer among these elements that is locked still. */
export function showNext(pieces) {
  const next = pieces.find((piece) => piece.matches("[data-locked]"));
  if (next) {
    const show = next.querySelector(":scope > .present-show button");
    toggle(next, show);
    show.scrollIntoView({ block: "nearest" });
  }
}

function noteAsked({ target }) {
  const section = target.closest(".question");
  if (section) section.dataset.asked = "";
}

function toggle(section, show) {
  const isLocked = section.toggleAttribute("data-locked");
  fold(section, !isLocked);
  label(section, show);
}

function label(section, show) {
  const verb = "locked" in section.dataset ? "Show" : "Hide";
  const what = section.matches(".lab") ? "the hints" : `the answer to ${section.ariaLabel}`;
  show.textContent = `${verb} ${what}`;
}

/** The answers that a page has for readers without scripts say what each option means. */
function fold(section, isOpen) {
  const answers = section.querySelector(":scope > .question-answers");
  if (answers) answers.open = isOpen;
}
