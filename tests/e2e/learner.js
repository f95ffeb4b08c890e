// What a learner finds on a topic's page and does there, by role and name.

import { pages, read } from "./site.js";

/** Topics with questions, as the site's own pages tell. */
export const topics = pages.filter((path) => /<fieldset\b/.test(read(`${path}index.html`)));

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

/** Answers the question with its first option; gives what the page says of it. */
export async function answer(page, number, option = 0) {
  const { options, check, standing } = question(page, number);
  await options.nth(option).check();
  await check.click();
  return standing.innerText();
}

/** The line that counts right answers on the page. */
export function score(page) {
  return page.getByText(/^Knowledge check:/);
}
