// The presenter's controls: the bar at the foot of the page, with the notes above it.

import { button, element } from "./element.js";
import { keep, recall } from "./memory.js";
import { RESET, elapsed, isRunning, read, restarted, toggled, words } from "./timer.js";

/** A bar; `acts` are what its buttons do. */
export function makeBar(acts) {
  const previous = button("Previous", acts.previous, "ArrowLeft");
  const next = button("Next", acts.next, "ArrowRight");
  const place = element("p", { class: "present-place", role: "status" });
  const lab = button("Lab full screen", acts.lab, "f");
  const notes = makeNotes();
  const timer = makeTimer();
  const row = element(
    "div",
    { class: "present-row" },
    element("div", { class: "present-group" }, previous, place, next),
    timer.group,
    element(
      "div",
      { class: "present-group" },
      notes.toggle,
      lab,
      button("Full screen", acts.fullScreen),
      button("Keys", acts.keys, "Shift+?"),
      button("Leave", acts.leave, "Escape"),
    ),
  );
  const root = element("section", { class: "present-bar", "aria-label": "Presenter" }, notes.panel, row);

  /** Says where one is: the section's number from 0, of how many, its title and what belongs to it. */
  const show = (at, count, title, { noted, hasLab, following }) => {
    place.replaceChildren(
      `${at + 1} of ${count}`,
      element("span", { class: "visually-hidden" }, `: ${title}`),
    );
    // `disabled` would drop the focus of whoever goes on by the button.
    previous.setAttribute("aria-disabled", String(at === 0));
    next.textContent = at + 1 < count || !following ? "Next" : "Next topic";
    next.setAttribute("aria-disabled", String(at + 1 === count && !following));
    lab.hidden = !hasLab;
    notes.show(noted);
  };
  return { root, show, toggleNotes: notes.turn, toggleTimer: timer.turn, stop: timer.stop };
}

function makeNotes() {
  const text = element("div", { class: "prose" });
  const panel = element(
    "section",
    { class: "present-notes", "aria-label": "Speaker notes", tabindex: "0" },
    text,
  );
  const turn = () => set(panel.hidden);
  const toggle = button("Notes", turn, "n");
  const set = (isOpen) => {
    panel.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    keep("notes", isOpen ? "open" : "");
  };
  // They are on the screen that everybody sees: whoever wants them asks for them.
  set(recall("notes") === "open");
  const show = (noted) => text.replaceChildren(...(noted.length ? noted : ["No notes for this section."]));
  return { panel, toggle, turn, show };
}

function makeTimer() {
  let timer = read(recall("timer") ?? JSON.stringify(RESET));
  const time = element("span", { class: "present-time", role: "timer", "aria-label": "Elapsed" });
  const turn = () => set(toggled(timer, Date.now()));
  const start = button("", turn, "t");
  const reset = button("Reset", () => set(restarted(timer, Date.now())));
  const group = element("div", { class: "present-group" }, time, start, reset);
  const tick = () => {
    const now = words(elapsed(timer, Date.now()));
    if (time.textContent !== now) time.textContent = now;
  };
  const set = (changed) => {
    timer = changed;
    keep("timer", JSON.stringify(timer));
    start.textContent = isRunning(timer) ? "Pause timer" : "Start timer";
    tick();
  };
  set(timer);
  const ticking = setInterval(tick, 250);
  return { group, turn, stop: () => clearInterval(ticking) };
}
