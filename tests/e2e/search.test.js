// Searching the course: in the header while one types, and on the page with all hits.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { topics } from "./learner.js";
import { files, folder, pages, read } from "./site.js";
import { serve } from "./static-host.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

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

/** A topic, and a heading of it that no other page has. */
const topic = topics[1];
const [anchor, heading] = headings(topic).find(([, heading]) =>
  pages.every((page) => page === topic || headings(page).every(([, other]) => other !== heading)),
);

/** Addresses and texts of a page's headings without markup of their own. */
function headings(page) {
  const found = read(`${page}index.html`).matchAll(/<h[2-4] id="([^"]+)">([^<&]+)<\/h[2-4]>/g);
  return [...found].map(([, anchor, heading]) => [anchor, heading]);
}

/** What is offered below the field; a page has other lists of options. */
function offered(page, options) {
  return page.getByRole("listbox", { name: "Places in the course" }).getByRole("option", options);
}

test("with the keyboard alone: slash, words, arrows, Enter", async () => {
  const { page, assertClean, close } = await openPage(browser, { bypassCSP: true });
  await page.goto(host.url);
  await alive(page);
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search the course" });
  assert.ok(await field.evaluate((node) => node === document.activeElement));
  await page.keyboard.type(heading);
  const wanted = offered(page, { name: heading }).first();
  await wanted.waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate("axe.run()");
  assert.deepEqual(violations.map(({ id, help }) => `${id}: ${help}`), []);

  for (let step = 0; step < 8; step += 1) {
    if ((await wanted.getAttribute("aria-selected")) === "true") break;
    await page.keyboard.press("ArrowDown");
  }
  assert.equal(await field.getAttribute("aria-activedescendant"), await wanted.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForURL(`${host.url}${topic}#${anchor}`);
  await page.getByRole("heading", { name: heading, exact: true }).waitFor();
  assert.equal(await offered(page).count(), 0);
  assertClean();
  await close();
});

test("Escape closes the list, and a slash that is written stays a slash", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topic);
  await alive(page);
  const field = page.getByRole("combobox", { name: "Search the course" });
  await field.fill("RUN");
  await offered(page).first().waitFor();
  await field.press("Escape");
  assert.equal(await offered(page).count(), 0);
  await field.fill("");
  await field.pressSequentially("a/b");
  assert.equal(await field.inputValue(), "a/b");
  assertClean();
  await close();
});

test("Enter shows all hits on a page that can be linked to", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topic);
  await alive(page);
  await page.evaluate("window.sameDocument = true");
  const field = page.getByRole("combobox", { name: "Search the course" });
  await field.fill("cache");
  await field.press("Enter");
  await page.waitForURL(`${host.url}search/?q=cache`);
  await page.getByRole("status").filter({ hasText: /places for “cache”/ }).waitFor();
  assert.equal(await page.evaluate("window.sameDocument"), true, "a page was loaded");
  const hits = page.getByRole("main").getByRole("listitem");
  const many = await hits.count();
  assert.ok(many > 1);
  assert.match(await hits.locator("mark").first().innerText(), /^cache/i);
  const texts = await hits.allInnerTexts();

  await page.reload();
  await page.getByRole("status").filter({ hasText: /places for “cache”/ }).waitFor();
  assert.deepEqual(await hits.allInnerTexts(), texts);
  await page.getByRole("searchbox", { name: "Search for" }).fill("no such thing anywhere");
  await page.getByRole("status").filter({ hasText: "anywhere”" }).waitFor();
  assertClean();
  await close();
});

test("what is looked for is text, never markup", async () => {
  const { page, assertClean, close } = await openPage(browser);
  const hostile = '<img src=x onerror="window.hurt = 1"> cache';
  await page.goto(`${host.url}search/?q=${encodeURIComponent(hostile)}`);
  await page.getByRole("status").filter({ hasText: "<img" }).waitFor();
  assert.equal(await page.evaluate("window.hurt"), undefined);
  assert.equal(await page.getByRole("main").locator("img").count(), 0);
  assertClean();
  await close();
});

test("a page sends for no part of the index before one searches, and then for few", async () => {
  const { page, close } = await openPage(browser);
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(host.url + topic);
  await alive(page);
  assert.deepEqual(fetched.filter((path) => /search/.test(path)), []);
  await page.getByRole("combobox", { name: "Search the course" }).fill("history");
  await offered(page).first().waitFor();
  const index = fetched.filter((path) => /\/search\/.*\.json$/.test(path));
  const all = files().filter((file) => /^search\/.*\.json$/.test(file));
  assert.ok(index.length <= 3 && index.length < all.length, index.join(" "));
  await close();
});
