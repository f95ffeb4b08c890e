// The course in one file, opened from a disk: everything works, and nothing is asked for.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch, openPage } from "./browser.js";
import { answer, labs, question, topics } from "./learner.js";

const LAYERWISE = process.env.LAYERWISE ?? "../../target/debug/layerwise";
const ROOT = new URL("../../", import.meta.url);

let browser;
let scratch;
let url;
before(async () => {
  browser = await launch();
  scratch = await mkdtemp(join(tmpdir(), "layerwise-"));
  const out = join(scratch, "course.html");
  await promisify(execFile)(
    new URL(LAYERWISE, import.meta.url).pathname,
    ["build", "content", "--single-file", "--out", out],
    { cwd: ROOT },
  );
  url = pathToFileURL(out).href;
});
after(async () => {
  await browser?.close();
  await rm(scratch, { recursive: true });
});

const id = (path) => path.replace(/\/$/, "");
const alive = (page) => page.locator("button:enabled, .resume").first().waitFor();

/** A page that counts what it asks for beside itself. */
async function open() {
  const opened = await openPage(browser);
  const asked = [];
  opened.page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(url)) {
      asked.push(request.url());
    }
  });
  return { ...opened, asked };
}

test("it opens, and pages, Back and a reload are what they are on a host", async () => {
  const { page, asked, assertClean, close } = await open();
  await page.goto(url);
  await alive(page);
  await page.goto(`${url}#/${id(topics[0])}`);
  const first = await page.locator("h1 .topic-title").innerText();
  await page.getByRole("link", { name: /^Next/ }).click();
  await page.waitForURL(`${url}#/${id(topics[1])}`);
  await page.locator("h1 .topic-title").filter({ hasNotText: first }).waitFor();
  await page.goBack();
  await page.locator("h1 .topic-title").filter({ hasText: first }).waitFor();

  const contents = page.getByRole("navigation", { name: "On this page" }).getByRole("link").last();
  await contents.click();
  await page.waitForURL(/\?at=/);
  await page.waitForFunction(() => scrollY > 0);
  await page.reload();
  await page.locator("h1 .topic-title").filter({ hasText: first }).waitFor();
  assert.deepEqual(asked, []);
  assertClean();
  await close();
});

test("an answer is kept by the browser, for files too", async () => {
  const { page, assertClean, close } = await open();
  await page.goto(`${url}#/${id(topics[0])}`);
  await page.locator(".question").first().waitFor();
  const standing = await answer(page, 1);
  await page.reload();
  await question(page, 1).standing.filter({ hasText: standing }).waitFor();
  assertClean();
  await close();
});

test("a lab and the search work in it", async () => {
  const { page, asked, assertClean, close } = await open();
  await page.goto(`${url}#/${id(labs[0])}`);
  const lab = page.locator(".lab").first();
  await lab.scrollIntoViewIfNeeded();
  await lab.getByRole("status").filter({ hasText: /^Built/ }).first().waitFor();
  await page.getByRole("combobox", { name: "Search the course" }).fill("history");
  const option = page.getByRole("option").first();
  const title = await option.locator(".search-title").innerText();
  await option.click();
  await page.getByRole("heading", { name: title }).first().waitFor();
  assert.deepEqual(asked, []);
  assertClean();
  await close();
});

test("a topic is presented, and a reload goes on where it was", async () => {
  const { page, asked, assertClean, close } = await open();
  await page.goto(`${url}#/${id(topics[0])}`);
  await alive(page);
  await page.getByRole("button", { name: "Present", exact: true }).click();
  const bar = page.getByRole("region", { name: "Presenter", exact: true });
  const place = (text) => bar.getByRole("status").filter({ hasText: text }).waitFor();
  await place(/^1 of/);
  await page.keyboard.press("ArrowRight");
  await place(/^2 of/);
  assert.match(page.url(), /#\/[a-z-]+\?at=[^&]+&present$/);
  await page.reload();
  await place(/^2 of/);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys", exact: true });
  await sheet.getByText("speaker notes").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  assert.match(page.url(), /#\/[a-z-]+\?at=[^&]+$/);
  assert.deepEqual(asked, []);
  assertClean();
  await close();
});
