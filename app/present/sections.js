// The sections of a topic as its page has them. Nothing is moved: the app owns the page, and goes on.

/**
 * Cuts a topic's text at its second-level headings. Before the first one stands the opening, with
 * the topic's title; at the end, the footnotes. Each section is its title, the id of its heading
 * (empty for the opening) and its elements.
 */
export function sectionsOf(topic) {
  const title = topic.querySelector(".topic-title").textContent;
  const found = [{ title, anchor: "", pieces: [...topic.querySelectorAll(":scope > :is(h1, .topic-facts)")] }];
  for (const piece of piecesOf(topic)) {
    const heading = piece.matches(".heading") && piece.querySelector("h2");
    if (heading) {
      found.push({ title: heading.textContent, anchor: heading.id, pieces: [] });
    } else if (piece.matches(".footnotes")) {
      found.push({ title: piece.ariaLabel ?? "", anchor: piece.querySelector("[id]")?.id ?? "", pieces: [] });
    }
    found.at(-1).pieces.push(piece);
  }
  return found;
}

/** Blocks of prose, questions and labs in page order. */
function piecesOf(topic) {
  const segments = [...topic.querySelector(".topic-text").children];
  return segments.flatMap((segment) => (segment.matches(".prose") ? [...segment.children] : [segment]));
}

/** Shows the elements of one section and of no other. */
export function showOnly(sections, at) {
  const wrappers = new Map();
  for (const [index, { pieces }] of sections.entries()) {
    for (const piece of pieces) {
      const isOff = index !== at;
      piece.toggleAttribute("data-off", isOff);
      const wrapper = piece.closest(".prose");
      if (wrapper && wrapper !== piece) wrappers.set(wrapper, (wrappers.get(wrapper) ?? true) && isOff);
    }
  }
  for (const [wrapper, isOff] of wrappers) wrapper.toggleAttribute("data-off", isOff);
}

/** Shows all of them. */
export function showAll(topic) {
  for (const piece of topic.querySelectorAll("[data-off]")) piece.removeAttribute("data-off");
}

/** The section that holds the element with this id, or the lab that a link opens; -1 if none does. */
export function sectionWith(sections, fragment) {
  const lab = /^lab=([^:]+):/.exec(fragment);
  const element = document.getElementById(lab ? `lab-${lab[1]}` : fragment);
  return sections.findIndex(({ pieces }) => pieces.some((piece) => piece.contains(element)));
}

/** The section that a reader is at: the last one that begins in the upper third of the window. */
export function sectionInView(sections) {
  const line = innerHeight / 3;
  return Math.max(0, sections.findLastIndex(({ pieces }) => pieces[0].getBoundingClientRect().top < line));
}

/** The speaker's notes of a section, as elements to show. */
export function notesOf({ pieces }) {
  return pieces.filter((piece) => piece.matches("template.notes")).map((notes) => notes.content.cloneNode(true));
}
