// Presenter mode: enters and leaves it, and goes from section to section.

import { fragment, write } from "./address.js";
import { makeBar } from "./bar.js";
import { meant } from "./keys.js";
import { lockAll, showNext, unlockAll } from "./lock.js";
import { notesOf, sectionInView, sectionWith, sectionsOf, showAll, showOnly } from "./sections.js";

const root = document.documentElement;

/** What is presented now, if anything is. */
let shown;

/** Presents the topic that is on the page, if it is not presented already. */
export function present() {
  const topic = document.querySelector(".topic");
  if (shown || !topic) return;
  const bar = makeBar({
    previous: () => go(-1),
    next: () => go(1),
    lab: toggleLab,
    fullScreen: toggleFullScreen,
    keys: () => document.querySelector(".site-keys")?.click(),
    leave,
  });
  const sections = sectionsOf(topic);
  const linked = fragment() ? sectionWith(sections, fragment()) : -1;
  const at = linked >= 0 ? linked : sectionInView(sections);
  shown = { topic, bar, sections, at, observer: new MutationObserver(followPage) };
  root.dataset.present = "";
  document.body.append(bar.root);
  lockAll(topic);
  // A link to a lab's content stays in the address until one goes on: the lab reads it there.
  const keepsFragment = linked >= 0 && sections[at].anchor !== fragment();
  show(at, { keepsFragment });
  const changes = { childList: true, characterData: true, subtree: true };
  shown.observer.observe(document.getElementById("main"), changes);
  addEventListener("keydown", press);
  addEventListener("hashchange", followAddress);
}

/** The page as it was, at the section that was shown. */
function leave() {
  const { topic, sections, at } = shown;
  stop();
  unlockAll(topic);
  showAll(topic);
  write(sections[at].anchor, false);
  const heading = headingOf(sections[at]);
  heading.scrollIntoView();
  focus(heading);
}

function stop() {
  shown.observer.disconnect();
  shown.bar.stop();
  shown.bar.root.remove();
  removeEventListener("keydown", press);
  removeEventListener("hashchange", followAddress);
  if (document.fullscreenElement) document.exitFullscreen();
  delete root.dataset.present;
  shown = undefined;
}

/** Shows a section from its top, or from its end. */
function show(at, { fromEnd = false, keepsFragment = false } = {}) {
  const { bar, sections } = shown;
  const section = sections[at];
  shown.at = at;
  showOnly(sections, at);
  bar.show(at, sections.length, section.title, {
    noted: notesOf(section),
    hasLab: labIn(section) !== undefined,
    following: nextTopic() !== null,
  });
  if (!keepsFragment) write(section.anchor, true);
  scrollTo(0, fromEnd ? root.scrollHeight : 0);
  // Whoever goes on by the bar's buttons stays there.
  if (!bar.root.contains(document.activeElement)) focus(headingOf(section));
}

/** A section on or back; behind the last one comes the next topic. */
function go(by, options) {
  const at = shown.at + by;
  if (at in shown.sections) show(at, options);
  else if (by > 0 && shown.bar.root.contains(document.activeElement)) nextTopic()?.click();
}

/** A screen on or back, and a section where there is no more: a remote has these two keys alone. */
function page(by) {
  const most = root.scrollHeight - innerHeight;
  const isAtEnd = by > 0 ? scrollY >= most - 1 : scrollY <= 0;
  if (isAtEnd) go(by, { fromEnd: by < 0 });
  // A little of the last screen stays, so that the eye finds its place.
  else scrollBy({ top: by * 0.9 * (innerHeight - shown.bar.root.offsetHeight) });
}

function press(event) {
  const acts = {
    next: () => go(1),
    previous: () => go(-1),
    on: () => page(1),
    back: () => page(-1),
    leave,
    notes: shown.bar.toggleNotes,
    timer: shown.bar.toggleTimer,
    answer: () => showNext(shown.sections[shown.at].pieces),
    lab: toggleLab,
  };
  const act = acts[meant(event)];
  if (act) {
    event.preventDefault();
    act();
  }
}

/** A link within the page leads to a section. */
function followAddress() {
  const at = sectionWith(shown.sections, fragment());
  if (at < 0 || at === shown.at) return;
  const target = document.getElementById(fragment());
  show(at, { keepsFragment: true });
  if (!fragment().startsWith("lab=")) write(fragment(), true);
  target?.scrollIntoView();
}

/** The app has gone to another page: its topic is presented from the beginning, if it has one. */
function followPage() {
  const topic = document.querySelector(".topic");
  if (!topic) {
    stop();
    return;
  }
  // The app may use the elements of the last topic for this one: only the title tells.
  if (topic.querySelector(".topic-title").textContent === shown.sections[0].title) return;
  unlockAll(topic);
  showAll(topic);
  const sections = sectionsOf(topic);
  shown = { ...shown, topic, sections };
  lockAll(topic);
  show(Math.max(0, sectionWith(sections, fragment())));
}

function nextTopic() {
  return document.querySelector(".neighbours-next");
}

function labIn({ pieces }) {
  return pieces.find((piece) => piece.matches(".lab"));
}

function toggleLab() {
  const lab = labIn(shown.sections[shown.at]);
  if (document.fullscreenElement === lab) document.exitFullscreen();
  // A browser may refuse, and nothing changes then.
  else lab?.requestFullscreen().catch(() => {});
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen().catch(() => {});
}

function headingOf({ pieces }) {
  return pieces[0].querySelector("h2") ?? pieces[0];
}

function focus(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
