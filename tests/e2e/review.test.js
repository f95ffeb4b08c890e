// Review: what was wrong comes back after a day, and an answer sends it away again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { assertAccessible } from "./desk.js";
import { answer, key, openDesk, topics } from "./learner.js";
import { folder } from "./site.js";
import { serve } from "./static-host.js";

const topic = topics[0];
const DAYS = ["2026-11-27", "2026-11-28", "2026-11-30", "2027-01-30"].map((day) => `${day}T10:00:00`);

let browser;
let host;
before(async () => {
  browser = await launch();
  host = await serve(folder, "/some/repo/");
});
after(async () => {
  await browser?.close();
  await host?.close();
});

/** A learner who has answered two questions wrongly on the first of the days. */
async function openAnswered(options) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.clock.setFixedTime(DAYS[0]);
  await page.goto(host.url + topic);
  await alive(page);
  await answer(page, 1, key(topic, 1).wrong);
  await answer(page, 2, key(topic, 2).wrong);
  return opened;
}

async function openReview(page, day) {
  await page.clock.setFixedTime(day);
  await openDesk(page, `${host.url}review/`);
  return page.getByRole("status").first();
}

const says = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();

test("it says honestly that nothing is due, and when something will be", async () => {
  const fresh = await openPage(browser);
  await openReview(fresh.page, DAYS[0]);
  await says(fresh.page, "Nothing is due, and nothing is waiting");
  assert.ok(await fresh.page.getByRole("button", { name: "Begin" }).isHidden());
  fresh.assertClean();
  await fresh.close();

  const { page, assertClean, close } = await openAnswered();
  await openReview(page, DAYS[0]);
  await says(page, "Nothing is due. 2 questions come back on 2026-11-28.");
  assertClean();
  await close();
});

test("what was wrong is asked after a day, and the answer counts in its topic too", async () => {
  const { page, assertClean, close } = await openAnswered();
  await openReview(page, DAYS[1]);
  await says(page, "2 questions are due today.");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Check", exact: true }).waitFor();
  await answer(page, 1, key(topic, 1).right);
  await says(page, "One question is due today.");
  await page.getByRole("button", { name: "Next question" }).click();
  await page.getByRole("region", { name: "Question 2" }).waitFor();
  await answer(page, 2, key(topic, 2).wrong);
  await says(page, "Nothing is due. One question comes back on 2026-11-29.");
  await page.getByRole("button", { name: "Done" }).click();
  assert.equal(await page.getByRole("region", { name: /Question/ }).count(), 0);

  await page.goto(host.url + topic);
  await alive(page);
  const standing = (number) => page.getByRole("region", { name: `Question ${number}`, exact: true }).getByRole("status").first();
  await standing(1).filter({ hasText: /^Right\.$/ }).waitFor();
  await standing(2).filter({ hasText: /^(Not right|Partly right.*)\.$/ }).waitFor();
  assertClean();
  await close();
});

test("who looks at the queue and leaves has begun nothing; who begins and leaves finds it again", async () => {
  const { page, assertClean, close } = await openAnswered();
  await openReview(page, DAYS[2]);
  await says(page, "2 questions are due today.");
  await page.goto(host.url + topic);
  await alive(page);
  const first = page.getByRole("region", { name: "Question 1", exact: true });
  await first.getByRole("status").first().filter({ hasText: /^(Not right|Partly right.*)\.$/ }).waitFor();
  await openReview(page, DAYS[2]);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Check", exact: true }).waitFor();
  await page.reload();
  await says(page, "2 questions are due today.");
  assertClean();
  await close();
});

test("by keyboard alone", async () => {
  const { page, assertClean, close } = await openAnswered();
  await openReview(page, DAYS[1]);
  await page.getByRole("button", { name: "Begin" }).focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("region", { name: "Question 1" });
  await question.getByRole("radio").first().waitFor();
  await question.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await says(page, "One question is due today.");
  assertClean();
  await close();
});

test("a question that cannot be had is led to in its topic", async () => {
  const { page, close } = await openAnswered();
  await openReview(page, DAYS[1]);
  await page.route("**/topic.json", (route) => route.fulfill({ status: 200, body: "{}" }));
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("link", { name: "in its topic" }).click();
  await page.waitForURL(`${host.url}${topic}#question-${key(topic, 1).id}`);
  await close();
});

test("axe finds nothing while a question is asked, in light and dark, on a phone and on a laptop", async () => {
  const { page, close } = await openAnswered({ bypassCSP: true });
  await openReview(page, DAYS[3]);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Check", exact: true }).waitFor();
  await assertAccessible(page);
  await close();
});
