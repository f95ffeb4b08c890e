// The results of a class: thirty files in, two tables and a CSV out; what is none is refused.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, openPage } from "./browser.js";
import { answeredAll, assertAccessible, courseOf } from "./desk.js";
import { openDesk } from "./learner.js";
import { folder, read } from "./site.js";
import { serve } from "./static-host.js";

const course = courseOf(read("results/index.html"));
const questions = course.chapters.flatMap((chapter) => chapter.topics).flatMap((topic) => topic.questions);

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

/** A result file: the first `wrong` questions are wrong, and all others right. */
function result(learner, wrong, more = {}) {
  const outcome = ({ id, key }, index) => [id, { key, credit: index < wrong ? 0 : 100, tries: index < wrong ? 3 : 1 }];
  return {
    kind: "layerwise-result",
    schema: 1,
    course: course.id,
    version: course.version,
    learner,
    date: "2026-11-27",
    answers: Object.fromEntries(questions.map(outcome)),
    labs: ["a", "b"],
    ...more,
  };
}

const file = (name, value) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});

async function open(options) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await openDesk(page, `${host.url}results/`);
  return {
    ...opened,
    takeIn: (files) => page.getByLabel(/^Result files/).setInputFiles(files),
    said: (text) => page.getByRole("status").filter({ hasText: text }).first().waitFor(),
    rows: (name) => page.getByRole("table", { name }).getByRole("row"),
  };
}

test("thirty files become a table by learner and one by question", async () => {
  const { page, takeIn, said, rows, assertClean, close } = await open();
  const files = Array.from({ length: 30 }, (_, n) => file(`${n}.json`, result(`Learner ${String(n).padStart(2, "0")}`, n < 10 ? 2 : 1)));
  await takeIn(files);
  await said("30 taken in.");
  assert.equal(await rows("By learner").count(), 31);
  const first = rows("By learner").nth(1);
  await first.filter({ hasText: "Learner 00" }).waitFor();
  await first.getByRole("cell", { name: String(questions.length - 2), exact: true }).waitFor();
  // The most missed question stands first, then the next.
  const cells = (row) => rows("By question").nth(row).getByRole("cell").allInnerTexts();
  assert.deepEqual(await cells(1), ["30", "30", "0", "0", "0", "3.0"]);
  assert.deepEqual(await cells(2), ["10", "10", "0", "20", "0", "1.6"]);
  await takeIn([files[3]]);
  await said("0 taken in, 1 here already.");
  await page.getByRole("button", { name: "Take all away" }).click();
  await said("All results are taken away.");
  assert.equal(await page.getByRole("table").count(), 0);
  assertClean();
  await close();
});

test("the CSV holds what the tables hold, and no formula", async () => {
  const { page, takeIn, said, assertClean, close } = await open();
  await takeIn([file("a,b.json", result("=1+1", 1))]);
  await said("1 taken in.");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const [head, line, end] = (await readFile(await (await saving).path(), "utf8")).split("\r\n");
  assert.ok(head.startsWith("learner,file,date,version,right,answered,questions,per cent,labs,"));
  assert.ok(line.startsWith(`'=1+1,"a,b.json",2026-11-27,${course.version},${questions.length - 1},`));
  assert.ok(line.endsWith(",0" + ",100".repeat(questions.length - 1)));
  assert.equal(end, "");
  assertClean();
  await close();
});

test("hostile and foreign files are refused, each with its reason, and text is never markup", async () => {
  const { page, takeIn, said, rows, assertClean, close } = await open();
  const name = "<img src=x onerror=alert(1)>";
  const refused = {
    "empty.json": ["", "it is not a result file"],
    "page.html": ["<script>alert(1)</script>", "it is not a result file"],
    "deep.json": ["[".repeat(100_000), "it is not a result file"],
    "progress.json": [answeredAll(course, 100), "it is a learner’s progress"],
    "other.json": [result("A", 0, { course: name }), `it belongs to the course "${name}"`],
    "newer.json": [result("A", 0, { schema: 9 }), "it has the form 9"],
    "credit.json": [result("A", 0, { answers: { q: { key: "k", credit: 101, tries: 1 } } }), 'question "q" cannot be'],
    "nobody.json": [result("", 0), "the learner’s name in it is none"],
    "turned.json": [result("A\u202eB", 0), "the learner’s name in it is none"],
    "date.json": [result("A", 0, { date: "2026-02-30" }), 'its date "2026-02-30" is none'],
    "extra.json": [result("A", 0, { more: 1 }), "unknown field"],
    "large.json": [JSON.stringify(result("A", 0)) + " ".repeat(1_100_000), "more than the"],
    [`${name}.json`]: ["{}", "it is not a result file"],
  };
  const files = Object.entries(refused).map(([name, [value]]) => file(name, value));
  await takeIn([...files, file("good.json", result(name, 0))]);
  await said(`1 taken in, ${files.length} refused.`);
  for (const [name, [, reason]] of Object.entries(refused)) {
    const line = page.getByRole("listitem").filter({ hasText: `${name} was refused: ` });
    assert.ok((await line.innerText()).includes(reason), `${name}: ${await line.innerText()}`);
  }
  assert.equal(await rows("By learner").count(), 2);
  await rows("By learner").filter({ hasText: name }).waitFor();
  assert.equal(await page.locator("img").count(), 0);
  assertClean();
  await close();
});

test("nothing is kept: a reload forgets the class", async () => {
  const { page, takeIn, said, assertClean, close } = await open();
  await takeIn([file("ada.json", result("Ada", 0))]);
  await said("1 taken in.");
  assert.equal(await page.evaluate("JSON.stringify(localStorage).includes('Ada')"), false);
  await openDesk(page, `${host.url}results/`);
  assert.equal(await page.getByRole("table").count(), 0);
  assertClean();
  await close();
});

test("axe finds nothing with a full table, in light and dark, on a phone and on a laptop", async () => {
  const { page, takeIn, said, close } = await open({ bypassCSP: true });
  await takeIn([file("a.json", result("Ada", 2)), file("b.json", result("Grace", 1)), file("c.json", "{}")]);
  await said("2 taken in, 1 refused.");
  await assertAccessible(page);
  await close();
});
