// Pages made for paper: the whole course and each chapter, with the answers only on wish.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, openPage } from "./browser.js";
import { topics } from "./learner.js";
import { folder, read, sheets } from "./site.js";
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

/** How many pages a PDF has. */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("the whole course becomes a PDF with a cover, contents and a new page for each topic", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url);
  await page.getByRole("link", { name: "The whole course on paper" }).click();
  await page.waitForURL(`${host.url}print/`);
  assert.equal(await page.locator(".sheet-topic").count() >= topics.length, true);
  const contents = page.getByRole("navigation", { name: "Contents" }).getByRole("link");
  for (const link of await contents.all()) {
    const target = await link.getAttribute("href");
    assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, target);
  }
  const without = pagesOf(await page.pdf({ format: "A4" }));
  assert.ok(without > (await contents.count()) + 2, `${without} pages`);

  await page.emulateMedia({ media: "print" });
  const key = page.locator(".sheet-key");
  assert.equal(await key.isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  // A whole course is laid out anew.
  await page.getByLabel("With the answers").check({ timeout: 120_000 });
  await page.emulateMedia({ media: "print" });
  assert.ok(await key.getByText("Right:", { exact: true }).first().isVisible());
  assert.equal(await page.locator(".sheet-options").isVisible(), false);
  assert.ok(pagesOf(await page.pdf({ format: "A4" })) > without);
  assertClean();
  await close();
});

// The other sheets are made of the same parts, and axe takes long on so much text.
for (const sheet of sheets.slice(1, 3)) {
  test(`${sheet}: axe finds nothing`, async () => {
    const viewport = { width: 320, height: 800 };
    const { page, assertClean, close } = await openPage(browser, { viewport, bypassCSP: true });
    await page.goto(host.url + sheet);
    await page.addScriptTag({ path: AXE });
    // On paper the questions of many topics stand on one page.
    const { violations } = await page.evaluate(
      'axe.run({ rules: { "landmark-unique": { enabled: false } } })',
    );
    assert.deepEqual(violations.map(({ id, help }) => `${id}: ${help}`), []);
    assertClean();
    await close();
  });
}

test("no sheet is wider than a phone", async () => {
  const { page, assertClean, close } = await openPage(browser, { viewport: { width: 320, height: 800 } });
  for (const sheet of sheets) {
    await page.goto(host.url + sheet);
    assert.ok(await overflow(page) <= 0, `${sheet} is wider than the screen`);
  }
  assertClean();
  await close();
});

/** Pixels by which the page is wider than the screen. */
function overflow(page) {
  return page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

test("a topic's own page prints its text, its questions and no furniture", async () => {
  const { page, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".site-header", ".chapters", ".question-actions", ".search-field"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  assert.ok(await page.locator(".question").first().isVisible());
  assert.ok(pagesOf(await page.pdf({ format: "A4" })) > 1);
  assert.match(read(`${topics[0]}index.html`), /<h1/);
  await close();
});
