// The sheet of keys, and the switch for those that are a single letter or sign.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { labs, topics } from "./learner.js";
import { folder } from "./site.js";
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

const sheetOf = (page) => page.getByRole("dialog", { name: "Keys", exact: true });

/** Whether the focus is in the page's list of keys, or has left the page for the browser's own. */
const isInside = (page) =>
  page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null");

test("? lists the keys of the page, keeps the focus, and gives it back", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  assert.equal(await page.locator("script[src*='keys'], link[href*='keys']").count(), 0);
  const link = page.getByRole("link", { name: "Glossary" }).first();
  await link.focus();
  await page.keyboard.press("?");
  const sheet = sheetOf(page);
  await sheet.waitFor();
  for (const told of ["search the course", "this list", "present it", "check the answer"]) {
    assert.ok(await sheet.getByText(told).isVisible(), told);
  }
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await isInside(page), "the focus has left the list");
  }
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.ok(await link.evaluate((node) => node === document.activeElement));
  assertClean();
  await close();
});

test("the button in the foot shows it, and each page has its own keys", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url);
  await alive(page);
  const open = page.getByRole("contentinfo").getByRole("button", { name: "Keys" });
  await open.click();
  const sheet = sheetOf(page);
  await sheet.waitFor();
  assert.equal(await sheet.getByText("present it").count(), 0);
  await sheet.getByRole("button", { name: "Close" }).click();
  assert.ok(await open.evaluate((node) => node === document.activeElement));

  await page.goto(host.url + labs[0]);
  await alive(page);
  await open.click();
  await sheet.getByRole("heading", { name: "In a lab" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  const bar = page.getByRole("region", { name: "Presenter", exact: true });
  await bar.getByRole("button", { name: "Keys", exact: true }).click();
  await sheet.getByText("speaker notes").waitFor();
  // Escape closes the list, and then the mode.
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.ok(await bar.isVisible());
  assertClean();
  await close();
});

test("keys of a single letter or sign can be switched off, and stay so", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  await page.keyboard.press("?");
  const sheet = sheetOf(page);
  await sheet.getByRole("checkbox").uncheck();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await alive(page);
  const bar = page.getByRole("region", { name: "Presenter", exact: true });
  for (const key of ["p", "?", "/"]) {
    await page.keyboard.press(key);
  }
  assert.equal(await bar.count(), 0);
  assert.equal(await sheet.count(), 0);
  assert.equal(await page.evaluate("document.activeElement === document.body"), true);

  await page.getByRole("button", { name: "Present", exact: true }).click();
  await bar.waitFor();
  await page.keyboard.press("n");
  assert.equal(await page.getByRole("region", { name: "Speaker notes" }).count(), 0);
  await page.keyboard.press("ArrowRight");
  await bar.getByRole("status").filter({ hasText: /^2 of/ }).waitFor();
  await bar.getByRole("button", { name: "Keys", exact: true }).click();
  await sheet.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("region", { name: "Speaker notes" }).waitFor();
  assertClean();
  await close();
});

test("a question mark that is written stays one", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  const field = page.getByRole("combobox", { name: "Search the course" });
  await field.pressSequentially("p?");
  assert.equal(await field.inputValue(), "p?");
  await field.blur();
  for (const chord of ["Control+?", "Alt+?", "Alt+p", "Meta+p"]) {
    await page.keyboard.press(chord);
  }
  assert.equal(await sheetOf(page).count(), 0);
  assert.equal(await page.getByRole("region", { name: "Presenter", exact: true }).count(), 0);
  assertClean();
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 320]) {
    test(`axe finds nothing: ${colorScheme} at ${width} px`, async () => {
      const viewport = { width, height: 720 };
      const { page, close } = await openPage(browser, { colorScheme, viewport, bypassCSP: true });
      await page.goto(host.url + labs[0]);
      await alive(page);
      await page.keyboard.press("?");
      const sheet = sheetOf(page);
      await sheet.waitFor();
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate("axe.run()");
      assert.deepEqual(violations.map(({ id, help }) => `${id}: ${help}`), []);
      const wide = await sheet.evaluate((node) => node.scrollWidth - node.clientWidth);
      assert.ok(wide <= 0, `the list is ${wide} px too wide`);
      await close();
    });
  }
}
