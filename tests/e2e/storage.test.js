// What the browser keeps, when it is broken, blocked or full: said once, nothing lost, page works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { answer, question, topics } from "./learner.js";
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

const notice = (page) => page.getByRole("main").getByRole("status").first();

const BROKEN = {
  "not JSON": "{]",
  "another shape": '{"version":"one"}',
  "a later version": '{"version":999999}',
  "nothing": "",
  "a long text": "x".repeat(100_000),
};

for (const [what, text] of Object.entries(BROKEN)) {
  test(`stored progress that is ${what} is set aside, not lost`, async () => {
    const { page, assertClean, close } = await openPage(browser);
    await page.goto(host.url + topics[0]);
    await alive(page);
    await answer(page, 1);
    const key = await progressKey(page);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text]);
    await page.reload();
    await alive(page);
    await notice(page).filter({ hasText: "could not be read" }).waitFor();
    const standing = await answer(page, 1);
    const kept = await page.evaluate(() => Object.values(localStorage));
    assert.ok(kept.includes(text), "what was stored is gone");
    await page.reload();
    await alive(page);
    assert.equal(await question(page, 1).standing.innerText(), standing);
    assert.equal((await notice(page).innerText()).trim(), "", "the notice comes back");
    assertClean();
    await close();
  });
}

const REFUSALS = {
  "blocked": () => {
    const refuse = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refuse });
  },
  "full": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  },
};

for (const [how, refusal] of Object.entries(REFUSALS)) {
  test(`with storage ${how}, that is said and questions work`, async () => {
    const { page, assertClean, close } = await openPage(browser);
    await page.addInitScript(refusal);
    await page.goto(host.url + topics[0]);
    await alive(page);
    assert.match(await answer(page, 1), /^(Right|Not right)\.$/);
    const told = notice(page).filter({ hasText: "does not let the page keep anything" });
    await told.waitFor();
    await told.getByRole("button", { name: "Close" }).click();
    await answer(page, 2);
    assert.equal((await notice(page).innerText()).trim(), "", "the notice comes back");
    await page.getByLabel("Theme").selectOption("dark");
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assertClean();
    await close();
  });
}

/** The key under which the page has stored an answer. */
function progressKey(page) {
  return page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("layerwise:"));
    return keys.find((key) => key !== "layerwise:theme");
  });
}
