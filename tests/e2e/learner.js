// What a learner finds on a topic's page and does there, by role and name.

import { pages, read } from "./site.js";

/** Topics with questions, as the site's own pages tell. */
export const quizzes = pages.filter((path) => /class="question[ "]/.test(read(`${path}index.html`)));

/** Topics in the order of the outline. */
const outline = [...read("index.html").matchAll(/href="\.\/([^"#?]+\/)"/g)]
  .map(([, path]) => path)
  .filter((path) => quizzes.includes(path));

/** Topics whose first two questions are of single choice; the second follows the first in the course. */
export const topics = neighboursFirst(
  outline.filter((path) => {
    const fields = read(`${path}index.html`).split("<fieldset").slice(1, 3);
    return fields.length === 2 && fields.every((field) => field.split("</fieldset")[0].includes('type="radio"'));
  }),
);

function neighboursFirst(found) {
  const at = found.findIndex((path, index) => outline.indexOf(path) + 1 === outline.indexOf(found[index + 1]));
  return [...new Set([...found.slice(Math.max(at, 0)), ...found])];
}

/** Topics with a lab. */
export const labs = pages.filter((path) => /class="lab[ "]/.test(read(`${path}index.html`)));

/** The question with this number. */
export function question(page, number) {
  const region = page.getByRole("region", { name: `Question ${number}`, exact: true });
  return {
    region,
    options: region.getByRole("radio"),
    check: region.getByRole("button", { name: "Check", exact: true }),
    retry: region.getByRole("button", { name: "Try again" }),
    standing: region.getByRole("status"),
    feedback: region.getByRole("group", { name: "Feedback" }),
  };
}

/** Answers the question with the option of this value, or the first; gives what is said of it. */
export async function answer(page, number, value) {
  const { region, options, check, standing } = question(page, number);
  const option = value ? region.locator(`input[value="${value}"]`) : options.first();
  await option.check();
  await check.click();
  await standing.filter({ hasText: /^(Right|Not right|Partly right.*)\.$/ }).waitFor();
  return standing.innerText();
}

/** The values of a question's options: a retry shuffles them, so a place does not name one. */
export function values(page, number) {
  return question(page, number).options.evaluateAll((all) => all.map((option) => option.value));
}

/** The line that counts right answers on the page. */
export function score(page) {
  return page.getByText(/^Knowledge check:/);
}

/** The values of the right and of a wrong option of the question with this number, as the topic's data tell. */
export function key(topic, number) {
  const { segments } = JSON.parse(read(`${topic}topic.json`)).topic;
  const asked = segments.filter((segment) => segment.question)[number - 1].question;
  const options = asked.kind["single-choice"];
  return {
    id: asked.id,
    right: options.find((option) => option.correct).id,
    wrong: options.find((option) => !option.correct).id,
  };
}

/** Waits until a page about the learner's work has come alive; its address ends with `path`. */
export async function openDesk(page, address) {
  await page.goto(address);
  await page.locator("#desk > *").first().waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
}
