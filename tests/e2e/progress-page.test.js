// The page about progress: what is done, what is forgotten and brought back, the result file, the
// certificate, and the learners who share a browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { alive, launch, openPage, watch } from "./browser.js";
import { answeredAll, assertAccessible, courseOf, desks } from "./desk.js";
import { answer, key, openDesk, topics } from "./learner.js";
import { folder, read } from "./site.js";
import { serve } from "./static-host.js";

const course = courseOf(read("progress/index.html"));
const topic = topics[0];
const title = course.chapters
  .flatMap((chapter) => chapter.topics)
  .find(({ id }) => `${id}/` === topic).title;

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

/** A learner on the page who has answered one question rightly and one wrongly. */
async function openAnswered(options) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.goto(host.url + topic);
  await alive(page);
  await answer(page, 1, key(topic, 1).right);
  await answer(page, 2, key(topic, 2).wrong);
  await openDesk(page, `${host.url}progress/`);
  const entry = page.getByRole("listitem").filter({ has: page.getByText(title, { exact: false }) }).first();
  return { ...opened, entry, summary: entry.locator("summary") };
}

/** The page with this progress in the browser. */
async function openWith(progress, options) {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${host.url}progress/`);
  await opened.page.evaluate(
    ([name, text]) => localStorage.setItem(name, text),
    [`layerwise:${course.id}`, JSON.stringify(progress)],
  );
  await openDesk(opened.page, `${host.url}progress/`);
  return opened;
}

const questionIn = (entry, number) => entry.getByRole("listitem").filter({ hasText: `Question ${number}` }).first();

test("every page leads to it, and it says what is done, topic by topic", async () => {
  const { page, summary, entry, assertClean, close } = await openAnswered();
  await summary.filter({ hasText: /2 of \d+ questions answered, 1 right/ }).waitFor();
  await summary.click();
  await questionIn(entry, 1).filter({ hasText: "right" }).waitFor();
  await questionIn(entry, 2).filter({ hasText: "not right, comes back on" }).waitFor();
  await page.getByRole("link", { name: /^Resume/ }).click();
  await page.waitForURL(host.url + topic);
  await alive(page);
  await page.locator("header").getByRole("link", { name: /topics,/ }).click();
  await page.waitForURL(`${host.url}progress/`);
  assertClean();
  await close();
});

test("a question, a topic and the course are forgotten, each with a way back", async () => {
  const { page, summary, entry, assertClean, close } = await openAnswered();
  const said = page.getByRole("status").filter({ hasText: /forgotten|back/ });
  const undo = page.getByRole("button", { name: "Undo" });
  const two = summary.filter({ hasText: /2 of \d+ questions answered/ });
  const none = summary.filter({ hasText: /0 of \d+ questions answered/ });
  await two.waitFor();
  await summary.click();
  await entry.getByRole("button", { name: "Forget Question 1" }).click();
  await summary.filter({ hasText: /1 of \d+ questions answered, 0 right/ }).waitFor();
  await undo.click();
  await two.waitFor();
  await entry.getByRole("button", { name: "Forget this topic" }).click();
  await none.waitFor();
  await said.filter({ hasText: "forgotten" }).waitFor();
  await undo.click();
  await two.waitFor();
  await page.getByRole("button", { name: "Forget the whole course" }).click();
  await none.waitFor();
  await page.reload();
  await none.waitFor();
  assertClean();
  await close();
});

test("by keyboard alone, a topic is unfolded and a question forgotten", async () => {
  const { page, summary, entry, assertClean, close } = await openAnswered();
  await summary.focus();
  await page.keyboard.press("Enter");
  const forget = entry.getByRole("button", { name: "Forget Question 1" });
  for (let turn = 0; turn < 12 && !(await forget.evaluate((it) => it === document.activeElement)); turn += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await summary.filter({ hasText: /1 of \d+ questions answered/ }).waitFor();
  assertClean();
  await close();
});

test("a lab whose goal was met is noted, and a second tab hears of it", async () => {
  const { page, context, assertClean, close } = await openPage(browser);
  const { labs } = JSON.parse(read("progress/index.html").match(/id="page">([^<]*)</)[1]);
  const { topic: at, id } = labs[0];
  await openDesk(page, `${host.url}progress/`);
  const done = page.getByText(/\b1 of \d+ labs done/);
  assert.equal(await done.count(), 0);
  const other = await context.newPage();
  const complaints = watch(other);
  await other.goto(`${host.url}${at}/`);
  await alive(other);
  // What the lab's module says when the simulator has judged.
  await other.evaluate((lab) => {
    const section = document.querySelector(`[data-lab="${lab}"]`);
    section.dispatchEvent(new CustomEvent("layerwise-lab-goal", { bubbles: true, detail: "unmet" }));
    section.dispatchEvent(new CustomEvent("layerwise-lab-goal", { bubbles: true, detail: "met" }));
  }, id);
  await done.first().waitFor();
  assert.deepEqual(complaints, []);
  assertClean();
  await close();
});

test("a result file is saved under the name that the learner writes", async () => {
  const { page, assertClean, close } = await openAnswered();
  const part = page.getByRole("region", { name: "Hand in" });
  await part.getByRole("button", { name: "Save a result file" }).click();
  await part.getByRole("status").filter({ hasText: "Write your name first" }).waitFor();
  await part.getByLabel("Your name").fill("  Ada   <b>L.</b> ");
  const saving = page.waitForEvent("download");
  await part.getByRole("button", { name: "Save a result file" }).click();
  const file = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  assert.equal(file.kind, "layerwise-result");
  assert.equal(file.learner, "Ada <b>L.</b>");
  assert.equal(file.course, course.id);
  const credits = [key(topic, 1).id, key(topic, 2).id].map((id) => file.answers[id].credit);
  assert.equal(credits[0], 100);
  assert.ok(credits[1] < 100);
  assertClean();
  await close();
});

test("the certificate comes when all is answered, and is printed alone", async () => {
  const some = answeredAll(course, 100);
  delete some.answers[Object.keys(some.answers)[0]];
  const one = await openWith(some);
  await one.page.getByText("There is one when the last question is answered.").waitFor();
  assert.equal(await one.page.getByRole("button", { name: "Print the certificate" }).count(), 0);
  await one.close();

  const { page, assertClean, close } = await openWith(answeredAll(course, 100));
  const part = page.getByRole("region", { name: "Certificate" });
  const print = part.getByRole("button", { name: "Print the certificate" });
  assert.ok(await print.isDisabled());
  await page.getByLabel("Your name").fill("Ada Lovelace");
  for (const text of ["Ada Lovelace", course.title, "2024-10-04", "100 %"]) {
    await part.getByText(text, { exact: false }).first().waitFor();
  }
  await page.evaluate(() => {
    globalThis.print = () => {
      globalThis.printed = document.documentElement.hasAttribute("data-certificate");
    };
  });
  await page.emulateMedia({ media: "screen" });
  await print.click();
  assert.equal(await page.evaluate("printed"), true);
  await page.emulateMedia({ media: "print" });
  assert.ok(await part.getByText("Ada Lovelace").isVisible());
  for (const heading of ["Progress", "Your data", "Hand in"]) {
    assert.equal(await page.getByRole("heading", { name: heading, exact: true }).count(), 0, heading);
  }
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok(await page.getByRole("heading", { name: "Your data" }).isVisible());
  assertClean();
  await close();
});

test("learners share a browser, each with answers of their own, and two tabs agree", async () => {
  const { page, context, summary, assertClean, close } = await openAnswered();
  const people = page.getByRole("region", { name: "Learners on this computer" });
  await summary.filter({ hasText: /2 of \d+ questions answered/ }).waitFor();
  const other = await context.newPage();
  const complaints = watch(other);
  await other.goto(host.url);
  await alive(other);

  await people.getByLabel("Name of a new learner").fill("Grace");
  await people.getByRole("button", { name: "Add and continue" }).click();
  await summary.filter({ hasText: /0 of \d+ questions answered/ }).waitFor();
  const named = other.locator("header").getByRole("link", { name: /^Grace: .*, 0 of/ });
  await named.waitFor();
  await other.goto(host.url + topic);
  await alive(other);
  await answer(other, 1, key(topic, 1).right);
  await summary.filter({ hasText: /1 of \d+ questions answered/ }).waitFor();

  await people.getByRole("button", { name: "Continue without a name" }).click();
  await summary.filter({ hasText: /2 of \d+ questions answered/ }).waitFor();
  await people.getByRole("button", { name: "Remove Grace" }).click();
  await people.getByRole("button", { name: "Continue as Grace" }).waitFor({ state: "detached" });
  const kept = () => page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':learner-')).length");
  assert.equal(await kept(), 0);
  await people.getByRole("button", { name: "Undo" }).click();
  await people.getByRole("button", { name: "Continue as Grace" }).click();
  await summary.filter({ hasText: /1 of \d+ questions answered/ }).waitFor();
  assert.equal(await kept(), 1);
  assert.deepEqual(complaints, []);
  assertClean();
  await close();
});

test("names are text, never markup", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await openDesk(page, `${host.url}progress/`);
  const people = page.getByRole("region", { name: "Learners on this computer" });
  const name = "<img src=x onerror=alert(1)>";
  await people.getByLabel("Name of a new learner").fill(name);
  await people.getByRole("button", { name: "Add and continue" }).click();
  await people.getByText(name).waitFor();
  await page.goto(host.url);
  await page.locator("header").getByText(name).waitFor();
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assertClean();
  await close();
});

test("without JavaScript each of the three pages says that it needs it", async () => {
  const { page, close } = await openPage(browser, { javaScriptEnabled: false });
  for (const path of desks) {
    await page.goto(host.url + path);
    await page.getByText("This page needs JavaScript").waitFor();
    assert.ok(await page.getByRole("link", { name: course.title }).isVisible());
  }
  await close();
});

test("axe finds nothing, in light and dark, on a phone and on a laptop", async () => {
  const { page, close } = await openWith(answeredAll(course, 0), { bypassCSP: true });
  await page.getByLabel("Your name").fill("Ada Lovelace");
  for (const summary of (await page.locator("summary").all()).slice(0, 2)) {
    await summary.click();
  }
  await assertAccessible(page);
  await close();
});
