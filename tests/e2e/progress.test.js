// Progress as a file: saved, taken in elsewhere, refused when it is none; begun anew and undone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { answer, topics } from "./learner.js";
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

/** A learner on the home page who has answered one question. */
async function openHome() {
  const opened = await openPage(browser);
  const { page } = opened;
  await page.goto(host.url + topics[0]);
  await alive(page);
  await answer(page, 1);
  await page.goto(host.url);
  await alive(page);
  const keep = page.getByRole("region", { name: "Your progress" });
  return { ...opened, keep, said: keep.getByRole("status") };
}

/** The text of the file that the page saves. */
async function save(page, keep) {
  const saving = page.waitForEvent("download");
  await keep.getByRole("button", { name: "Save to a file" }).click();
  return readFile(await (await saving).path(), "utf8");
}

const takeIn = (keep, name, text) =>
  keep.getByLabel("Take in a file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

const answered = (text) => Object.values(JSON.parse(text).answers).filter((kept) => kept.credit !== undefined).length;

test("what was done goes to a file and is joined with what another browser has", async () => {
  const first = await openHome();
  const text = await save(first.page, first.keep);
  assert.equal(answered(text), 1);
  await first.close();

  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url);
  await alive(page);
  const keep = page.getByRole("region", { name: "Your progress" });
  await takeIn(keep, "mine.json", text);
  await keep.getByRole("status").filter({ hasText: "mine.json was taken in" }).waitFor();
  await page.reload();
  await alive(page);
  assert.equal(answered(await save(page, keep)), 1);
  assertClean();
  await close();
});

test("files that are no progress are refused with a reason, and nothing is lost", async () => {
  const { page, keep, said, assertClean, close } = await openHome();
  const good = await save(page, keep);
  const change = (edit) => {
    const copy = JSON.parse(good);
    edit(copy);
    return JSON.stringify(copy);
  };
  const hostile = {
    "empty.json": "",
    "text.json": "<script>alert(1)</script>",
    "list.json": "[]",
    "deep.json": "[".repeat(100_000),
    "later.json": change((copy) => (copy.schema = 99)),
    "other.json": change((copy) => (copy.course = "<img src=x onerror=alert(1)>")),
    "credit.json": change((copy) => Object.values(copy.answers).forEach((kept) => (kept.credit = 255))),
    "revision.json": change((copy) => Object.values(copy.answers).forEach((kept) => (kept.revision = 4_294_967_295))),
    "extra.json": change((copy) => (copy.__proto__x = 1)),
    "large.json": good + " ".repeat(2_000_000),
    "huge.json": " ".repeat(6_000_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    await takeIn(keep, name, text);
    await said.filter({ hasText: `${name} was not taken in: ` }).waitFor();
  }
  assert.equal(await save(page, keep), good);
  assertClean();
  await close();
});

test("a course can be begun anew, and that can be undone", async () => {
  const { page, keep, said, assertClean, close } = await openHome();
  assert.equal(answered(await save(page, keep)), 1);
  await keep.getByRole("button", { name: "Start the course anew" }).click();
  await said.filter({ hasText: "forgotten" }).waitFor();
  assert.equal(answered(await save(page, keep)), 0);
  await keep.getByRole("button", { name: "Undo" }).click();
  await said.filter({ hasText: "back" }).waitFor();
  assert.equal(answered(await save(page, keep)), 1);
  assertClean();
  await close();
});
