// Every type of question: answered without dragging, kept as it is begun, judged in parts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { quizzes } from "./learner.js";
import { folder, read } from "./site.js";
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

/** The questions of all pages, as the pages' own data have them. */
const asked = quizzes.flatMap((path) => {
  const json = read(`${path}index.html`).match(/<script type="application\/json" id="page">(.*?)<\/script>/s)[1];
  const { segments } = JSON.parse(json).page.topic;
  return segments
    .filter((segment) => segment.question)
    .map(({ question }) => ({ path, question, type: Object.keys(question.kind)[0], kind: Object.values(question.kind)[0] }));
});

/** A new learner at the first question of this type; `fits` may want more of it. */
async function openQuestion(type, fits = () => true) {
  const found = asked.find((one) => one.type === type && fits(one));
  assert.ok(found, `no topic asks a question of the type ${type}`);
  const opened = await openPage(browser);
  await opened.page.goto(host.url + found.path);
  await alive(opened.page);
  const region = opened.page.locator(`#question-${found.question.id}`);
  return { ...opened, ...found, region, standing: region.locator(".question-standing") };
}

async function check(region, name = "Check") {
  await region.getByRole("button", { name, exact: true }).click();
  await region.getByRole("group", { name: "Feedback" }).waitFor();
}

/** After a reload the question stands as it stood. */
async function reload(page) {
  await page.reload();
  await alive(page);
}

test("multiple choice: half an answer is worth its part, and a full one is right", async () => {
  const { page, region, standing, kind, assertClean, close } = await openQuestion("multiple-choice");
  const right = kind.filter((answer) => answer.correct);
  await region.locator(`input[value="${right[0].id}"]`).check();
  await check(region);
  if (right.length > 1) {
    assert.match(await standing.innerText(), /^Partly right: \d+ %\.$/);
  }
  await reload(page);
  assert.equal(await region.locator(`input[value="${right[0].id}"]`).isChecked(), true);
  await region.getByRole("button", { name: "Try again" }).click();
  for (const { id } of right) {
    await region.locator(`input[value="${id}"]`).check();
  }
  await check(region);
  assert.equal(await standing.innerText(), "Right.");
  assertClean();
  await close();
});

for (const type of ["short-answer", "number"]) {
  test(`${type}: what is begun survives the page, what is wrong is told, what is accepted is right`, async () => {
    const { page, region, standing, kind, assertClean, close } = await openQuestion(type);
    const field = region.getByRole("textbox", { name: "Your answer" });
    await region.getByRole("button", { name: "Check", exact: true }).click();
    assert.match(await standing.innerText(), /^(Type an answer|Write a number)/);
    await field.fill("12345");
    await reload(page);
    assert.equal(await field.inputValue(), "12345");
    await check(region);
    assert.equal(await standing.innerText(), "Not right.");
    await region.getByRole("button", { name: "Try again" }).click();
    const { text } = kind.answers.find((answer) => answer.correct);
    await field.fill(` ${text.split("±")[0].trim()} `);
    await check(region);
    assert.equal(await standing.innerText(), "Right.");
    assertClean();
    await close();
  });
}

test("ordering: items move by buttons, and the right order is right", async () => {
  const { page, region, standing, kind, question, assertClean, close } = await openQuestion("ordering");
  const order = () => region.locator('input[type="hidden"]').evaluateAll((all) => all.map((item) => item.value));
  const wanted = kind.map((item) => item.id);
  for (const [place, id] of wanted.entries()) {
    while ((await order()).indexOf(id) > place) {
      await page.locator(`#question-${question.id}-${id}-up`).click();
    }
  }
  assert.match(await standing.innerText(), /^Moved to place \d of \d\.$/);
  await reload(page);
  assert.deepEqual(await order(), wanted);
  await check(region);
  assert.equal(await standing.innerText(), "Right.");
  assertClean();
  await close();
});

test("matching: pairs count one by one, and a retry keeps the right ones", async () => {
  const { region, standing, kind, assertClean, close } = await openQuestion("matching");
  const menus = region.getByRole("combobox");
  const wrong = kind.answers.find((answer) => answer.id !== kind.prompts[0].partner);
  await menus.nth(0).selectOption(wrong.id);
  await region.getByRole("button", { name: "Check", exact: true }).click();
  assert.equal(await standing.innerText(), "Fill in all of them first.");
  for (const [index, { partner }] of kind.prompts.entries()) {
    if (index > 0) {
      await menus.nth(index).selectOption(partner);
    }
  }
  await check(region);
  assert.match(await standing.innerText(), /^Partly right/);
  await region.getByRole("button", { name: "Try again" }).click();
  assert.equal(await menus.nth(0).inputValue(), "");
  assert.equal(await menus.nth(1).inputValue(), kind.prompts[1].partner);
  await menus.nth(0).selectOption(kind.prompts[0].partner);
  await check(region);
  assert.equal(await standing.innerText(), "Right.");
  assertClean();
  await close();
});

test("fill-in: blanks in code are typed, kept and judged", async () => {
  const { page, region, standing, kind, assertClean, close } = await openQuestion("fill-in");
  const accepted = kind.blanks.map((blank) => blank.answers.find((answer) => answer.correct).text);
  for (const [index, text] of accepted.entries()) {
    await region.getByRole("textbox", { name: `Blank ${index + 1}` }).fill(text);
  }
  await reload(page);
  assert.equal(await region.getByRole("textbox", { name: "Blank 1" }).inputValue(), accepted[0]);
  await check(region);
  assert.equal(await standing.innerText(), "Right.");
  assertClean();
  await close();
});

test("predict: every step is marked first, and then compared with what happened", async () => {
  const { region, standing, kind, assertClean, close } = await openQuestion("predict");
  for (const { id, correct } of kind.answers) {
    if (correct) {
      await region.locator(`input[value="${id}"]`).check();
    }
  }
  await check(region, "Run and compare");
  assert.equal(await standing.innerText(), "Right.");
  assert.equal(await region.locator(".question-remark").count(), kind.answers.length);
  assert.match(await region.getByRole("link", { name: "Go to the lab" }).getAttribute("href"), /#lab-/);
  assertClean();
  await close();
});

test("fix it: the question is answered when its lab says that the goal is met", async () => {
  const here = ({ path, kind }) => path === `${kind.topic}/`;
  const { page, region, standing, kind, assertClean, close } = await openQuestion("fix-it", here);
  await page.locator(`#lab-${kind.id}`).evaluate((lab) => {
    lab.dispatchEvent(new CustomEvent("layerwise-lab-goal", { bubbles: true, detail: "met" }));
  });
  await standing.filter({ hasText: "Right." }).waitFor();
  await reload(page);
  assert.equal(await standing.innerText(), "Right.");
  assertClean();
  await close();
});

test("hints open one by one", async () => {
  const found = asked.find(({ question }) => question.hints_html?.length > 1);
  assert.ok(found, "no question has two hints");
  const { region, assertClean, close } = await openQuestion(found.type, (one) => one.question.id === found.question.id);
  const hints = region.locator(".question-hints li");
  assert.equal(await hints.count(), 0);
  await region.getByRole("button", { name: /^Hint 1 of/ }).click();
  assert.equal(await hints.count(), 1);
  await region.getByRole("button", { name: /^Hint 2 of/ }).click();
  assert.equal(await hints.count(), 2);
  assertClean();
  await close();
});
