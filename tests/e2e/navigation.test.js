// Going from page to page without a page load, back and forth, and to what is not there.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { answer, labs, question, topics } from "./learner.js";
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

const title = (page) => page.getByRole("heading", { level: 1 }).innerText();

test("next and previous, back and forward lead where they say, without a page load", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  const first = await title(page);
  await page.evaluate("window.sameDocument = true");
  const next = page.getByRole("link", { name: /^Next/ });
  const promised = await next.locator(".neighbours-title").innerText();
  await next.click();
  await page.waitForURL(host.url + topics[1]);
  await page.getByRole("heading", { level: 1, name: promised }).waitFor();
  assert.ok((await page.title()).includes(promised));
  assert.ok((await page.locator(".prose").first().innerText()).length > 0, "the text is missing");

  await page.goBack();
  await page.waitForURL(host.url + topics[0]);
  await page.getByRole("heading", { level: 1, name: first }).waitFor();
  assert.ok((await page.locator(".prose").first().innerText()).length > 0, "the text is missing");
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: promised }).waitFor();
  await page.getByRole("link", { name: /^Previous/ }).click();
  await page.getByRole("heading", { level: 1, name: first }).waitFor();
  assert.equal(await page.evaluate("window.sameDocument"), true, "a page was loaded");
  assertClean();
  await close();
});

test("a page that was gone to equals the page that is loaded there", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url);
  await alive(page);
  for (const path of ["tags/", "glossary/", topics[0], labs[0]]) {
    await page.goto(host.url);
    await alive(page);
    const link = page.getByRole("link").and(page.locator(`[href$="${path}"]`)).first();
    await link.click();
    await page.waitForURL(host.url + path);
    await alive(page);
    const gone = await page.locator("main").evaluate(text);
    await page.reload();
    await alive(page);
    assert.equal(gone, await page.locator("main").evaluate(text), path);
  }
  assertClean();
  await close();

  function text(main) {
    return main.textContent.replace(/\s+/g, " ");
  }
});

test("an answer given after going to another topic is kept there", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  await page.getByRole("link", { name: /^Next/ }).click();
  await page.waitForURL(host.url + topics[1]);
  await page.getByRole("link", { name: /^Previous/ }).waitFor();
  const standing = await answer(page, 1);
  await page.goBack();
  await question(page, 1).standing.filter({ hasText: "Not answered yet." }).waitFor();
  await page.goForward();
  await question(page, 1).standing.filter({ hasText: standing }).waitFor();
  await page.reload();
  await alive(page);
  await question(page, 1).standing.filter({ hasText: standing }).waitFor();
  assertClean();
  await close();
});

test("the outline leads back to the topic that was open last", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[1]);
  await alive(page);
  const open = await page.locator(".topic-title").innerText();
  await page.goto(host.url);
  await alive(page);
  await page.getByRole("link", { name: `Resume ${open}` }).click();
  await page.waitForURL(host.url + topics[1]);
  assertClean();
  await close();
});

test("a link within the page leads to its heading", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(host.url + topics[0]);
  await alive(page);
  const contents = page.getByRole("navigation", { name: "On this page" });
  const link = contents.getByRole("link").last();
  const name = await link.innerText();
  await link.click();
  const heading = page.getByRole("heading", { name, exact: true });
  await page.waitForFunction(() => scrollY > 0);
  assert.ok(await heading.evaluate((node) => node.getBoundingClientRect().top >= 0));
  assert.match(page.url(), /#/);
  assertClean();
  await close();
});

for (const path of ["no-such-page/", "no/such/page", "arg-secrets/no-such-file.html"]) {
  test(`/${path} is not there, and is said so`, async () => {
    const { page, complaints, close } = await openPage(browser);
    const response = await page.goto(host.url + path);
    assert.equal(response.status(), 404);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    const others = complaints.filter((complaint) => !/404/.test(complaint));
    assert.deepEqual(others, []);
    assert.equal(complaints.filter((one) => one.startsWith("404:")).length, 1, complaints.join("\n"));
    await close();
  });
}
