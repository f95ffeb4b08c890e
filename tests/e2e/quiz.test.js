// Knowledge checks: by keyboard alone, kept over a reload, agreeing between two tabs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage, watch } from "./browser.js";
import { answer, question, score, topics, values } from "./learner.js";
import { folder } from "./site.js";
import { serve } from "./static-host.js";

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

/** A new learner on the first topic with questions. */
async function openTopic(options) {
  const opened = await openPage(browser, options);
  await opened.page.goto(host.url + topics[0]);
  await alive(opened.page);
  return opened;
}

test("a question is answered and tried again by keyboard alone", async () => {
  const { page, assertClean, close } = await openTopic();
  const { region, options, standing, feedback } = question(page, 1);
  const focused = (locator) => locator.evaluate((node) => node.contains(document.activeElement));

  assert.ok(await tabInto(page, options), "Tab does not lead to an option");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.equal(await options.nth(1).isChecked(), true);
  await page.keyboard.press("Enter");
  await feedback.waitFor();
  assert.match(await standing.innerText(), /^(Right|Not right)\.$/);
  assert.notEqual((await feedback.innerText()).trim(), "");
  assert.ok(await focused(feedback), "the focus does not go to the feedback");

  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press("Shift+Tab");
    const name = await page.evaluate("document.activeElement.textContent.trim()");
    if (name === "Try again") {
      break;
    }
  }
  await page.keyboard.press("Enter");
  await feedback.waitFor({ state: "hidden" });
  assert.equal(await standing.innerText(), "Not answered yet.");
  assert.equal(await region.getByRole("radio", { checked: true }).count(), 0);
  assert.ok(await focused(region), "the focus leaves the question");
  assertClean();
  await close();
});

/** Presses Tab until one of `options` has the focus. */
async function tabInto(page, options) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    const reached = await options.evaluateAll((all) => all.includes(document.activeElement));
    if (reached) {
      return true;
    }
  }
  return false;
}

test("a check without a choice asks for one and keeps nothing", async () => {
  const { page, close } = await openTopic();
  const { check, standing } = question(page, 1);
  await check.click();
  assert.equal(await standing.innerText(), "Choose an answer first.");
  await page.reload();
  await alive(page);
  assert.equal(await standing.innerText(), "Not answered yet.");
  await close();
});

test("the score line counts right answers, and each option has feedback of its own", async () => {
  const { page, assertClean, close } = await openTopic();
  const { feedback, retry } = question(page, 1);
  const options = await values(page, 1);
  assert.ok(options.length >= 3, `only ${options.length} options`);
  const said = new Set();
  const standings = [];
  for (const option of options) {
    const standing = await answer(page, 1, option);
    standings.push(standing);
    said.add((await feedback.locator(".question-feedback").innerText()).trim());
    await score(page).filter({ hasText: `${standing === "Right." ? 1 : 0} of ` }).waitFor();
    await retry.click();
  }
  assert.equal(standings.filter((standing) => standing === "Right.").length, 1);
  assert.equal(said.size, options.length);
  assert.ok(!said.has(""), "an option without feedback");
  assertClean();
  await close();
});

test("an answer is there after a reload, and after the browser was closed", async () => {
  const { page, context, assertClean, close } = await openTopic();
  const standing = await answer(page, 1);
  const chosen = await question(page, 1).region.getByRole("radio", { checked: true }).inputValue();
  await page.reload();
  await alive(page);
  await standsAgain(page);
  assertClean();

  const storageState = await context.storageState();
  await close();
  const later = await openTopic({ storageState });
  await standsAgain(later.page);
  later.assertClean();
  await later.close();

  async function standsAgain(page) {
    const { region } = question(page, 1);
    await region.getByRole("status").filter({ hasText: standing }).waitFor();
    assert.equal(await region.getByRole("radio", { checked: true }).inputValue(), chosen);
    assert.equal(await question(page, 1).feedback.isVisible(), false, "the page moves by itself");
  }
});

test("every option stands where it stood, after a reload and after a retry and a reload", async () => {
  const { page, close } = await openTopic();
  const { retry } = question(page, 1);
  const order = () => values(page, 1);
  const first = await order();
  await page.reload();
  await alive(page);
  assert.deepEqual(await order(), first);
  await answer(page, 1);
  await retry.click();
  const again = await order();
  await page.reload();
  await alive(page);
  assert.deepEqual(await order(), again);
  await close();
});

test("a second tab takes in an answer of the first, and neither loses one", async () => {
  const { page, context, assertClean, close } = await openTopic();
  const second = await context.newPage();
  const complaints = watch(second);
  await second.goto(page.url());
  await alive(second);
  const standing = await answer(page, 1);
  await question(second, 1).standing.filter({ hasText: standing }).waitFor();
  const other = await answer(second, 2);
  await question(page, 2).standing.filter({ hasText: other }).waitFor();
  await page.reload();
  await alive(page);
  assert.equal(await question(page, 1).standing.innerText(), standing);
  assert.equal(await question(page, 2).standing.innerText(), other);
  assert.deepEqual(complaints, []);
  assertClean();
  await close();
});

test("progress shows in the header and in the chapters", async () => {
  const { page, assertClean, close } = await openTopic();
  const current = page.getByRole("navigation", { name: "Chapters" }).locator("[aria-current=page]");
  assert.match(await current.textContent(), /^(not started|started)/);
  const header = page.getByRole("banner").getByText(/topics/);
  const before = await header.innerText();
  for (const option of await values(page, 1)) {
    if ((await answer(page, 1, option)) === "Right.") {
      break;
    }
    await question(page, 1).retry.click();
  }
  assert.notEqual(await header.innerText(), before);
  assert.match(await current.textContent(), /^started/);
  assertClean();
  await close();
});
