// Reading: without JavaScript, in both themes, on a phone, with code to copy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { desks } from "./desk.js";
import { quizzes, topics } from "./learner.js";
import { folder, pages } from "./site.js";
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

for (const path of quizzes) {
  test(`/${path} can be read without JavaScript, its answers folded`, async () => {
    const { page, assertClean, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(host.url + path);
    const main = page.getByRole("main");
    assert.equal(await main.getByRole("heading", { level: 1 }).count(), 1);
    assert.ok((await main.innerText()).length > 2_000);
    assert.ok(await main.locator("pre").first().isVisible());
    const answers = main.getByText("Show the answers");
    const count = await main.locator(".question fieldset").count();
    assert.equal(await answers.count(), count);
    for (let index = 0; index < count; index += 1) {
      const folded = answers.nth(index).locator("xpath=ancestor::details");
      const right = folded.locator("summary ~ *").first();
      assert.equal(await right.isVisible(), false, "an answer is not folded");
      await answers.nth(index).click();
      assert.equal(await folded.evaluate((details) => details.open), true, "an answer cannot be unfolded");
    }
    assertClean();
    await close();
  });
}

// What the pages about a learner's work say is kept in the browser, the free lab builds at once, and the
// page for authors compiles: they need JavaScript, and say so.
for (const path of pages.filter((path) => ![...desks, "lab/", "author/"].includes(path))) {
  test(`/${path} says the same with JavaScript as without`, async () => {
    const texts = [];
    for (const javaScriptEnabled of [false, true]) {
      const { page, close } = await openPage(browser, { javaScriptEnabled });
      await page.goto(host.url + path);
      if (javaScriptEnabled) {
        await alive(page);
      }
      texts.push(await page.locator("body").evaluate(text));
      await close();
    }
    assert.ok(texts[0].length > 300);
    assert.equal(texts[1], texts[0]);
  });
}

/** All text of an element but that of its buttons, which scripts may add. */
function text(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("button, script").forEach((node) => node.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

for (const system of ["light", "dark"]) {
  const other = system === "light" ? "dark" : "light";
  test(`a ${system} system is followed, and a ${other} choice is remembered`, async () => {
    const { page, assertClean, close } = await openPage(browser, { colorScheme: system });
    await page.goto(host.url + topics[0]);
    await alive(page);
    assert.equal(await shade(page), system);
    await page.getByLabel("Theme").selectOption({ value: other });
    assert.equal(await shade(page), other);
    await page.addInitScript(() => {
      document.addEventListener("DOMContentLoaded", () => {
        window.themeAtFirst = document.documentElement.dataset.theme;
      });
    });
    await page.goto(host.url);
    assert.equal(await page.evaluate("themeAtFirst"), other, "set only after the first paint");
    await alive(page);
    assert.equal(await shade(page), other);
    assert.equal(await page.getByLabel("Theme").inputValue(), other);
    await page.getByLabel("Theme").selectOption({ value: "system" });
    assert.equal(await shade(page), system);
    assertClean();
    await close();
  });
}

/** Whether the page is painted dark or light. */
function shade(page) {
  return page.evaluate(() => {
    const color = getComputedStyle(document.body).backgroundColor;
    const painted = color === "rgba(0, 0, 0, 0)"
      ? getComputedStyle(document.documentElement).backgroundColor
      : color;
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = painted;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return red + green + blue > 382 ? "light" : "dark";
  });
}

test("code is copied as it is, without line numbers", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  const { page, assertClean, close } = await openPage(browser, { permissions });
  await page.goto(host.url + topics[0]);
  await alive(page);
  const block = page.locator("figure, .code").filter({ has: page.locator("pre") }).first();
  await block.getByRole("button", { name: /copy/i }).click();
  const copied = await page.evaluate("navigator.clipboard.readText()");
  assert.match(copied, /^FROM /);
  assert.doesNotMatch(copied, /^\s*\d+\s/m);
  assertClean();
  await close();
});
