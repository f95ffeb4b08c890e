// The pages about a learner's work, in all ways in which they are looked at.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Their addresses. */
export const desks = ["progress/", "review/", "results/"];

/** Light and dark, on a phone and on a laptop. */
export const WAYS = [
  { colorScheme: "light", width: 320 },
  { colorScheme: "dark", width: 320 },
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
];

/** axe finds nothing on the page as it stands, and it is no wider than the screen, in all ways. */
export async function assertAccessible(page) {
  await page.addScriptTag({ path: AXE });
  for (const { colorScheme, width } of WAYS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await page.evaluate("axe.run()");
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join(", ")}`,
    );
    assert.deepEqual(found, [], `${colorScheme} at ${width} px`);
    const overflow = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.ok(overflow <= 0, `${colorScheme} at ${width} px: ${overflow} px wider than the screen`);
  }
}

/** Every question of the course that is answered in this progress has this credit. */
export function answeredAll(course, credit) {
  const asked = course.chapters.flatMap((chapter) => chapter.topics).flatMap((topic) => topic.questions);
  const answer = ({ key }) => ({ revision: 1, key, attempt: 1, tries: 1, given: ["a"], credit, log: [[20_000, credit === 100 ? 3 : 1]] });
  return {
    schema: 3,
    course: course.id,
    read: {},
    answers: Object.fromEntries(asked.map((question) => [question.id, answer(question)])),
  };
}

/** What the built site says of its course. */
export function courseOf(html) {
  const json = html.match(/<script type="application\/json" id="page">([^<]*)<\/script>/)[1];
  return JSON.parse(json).course;
}
