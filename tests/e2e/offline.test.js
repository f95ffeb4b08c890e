// A course that was visited once opens without a network, and a newer version is offered.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage } from "./browser.js";
import { answer, labs, question, topics } from "./learner.js";
import { folder, pages, read } from "./site.js";
import { serve } from "./static-host.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const kept = (page) => page.getByText("This course is kept on this device");

/** Some hundreds of files one after another: on a busy machine longer than a page takes. */
const LONG = { timeout: 120_000 };

/** Opens a page and waits until the browser has kept the course. */
async function keep(page, url) {
  await page.goto(url);
  await page.getByRole("button", { name: "Keep it now" }).click();
  await kept(page).waitFor(LONG);
}

test("after one visit, with the server stopped, every page opens, and a lab works", async () => {
  const host = await serve(folder, "/some/repo/");
  const { page, close } = await openPage(browser, { keepsOffline: true });
  await keep(page, host.url + topics[0]);
  await host.close();
  // Who learns needs nothing of what authors use: it is not kept.
  for (const path of pages.filter((path) => path !== "author/")) {
    await page.goto(host.url + path);
    const title = read(`${path}index.html`).match(/<title>(.*?)<\/title>/)[1];
    assert.equal(await page.title(), decode(title), path);
    await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  }
  await page.goto(`${host.url + topics[0]}index.html?from=mail`);
  await answer(page, 1);
  await page.getByRole("link", { name: /^Next/ }).click();
  await page.waitForURL(host.url + topics[1]);
  await page.goto(host.url + labs[0]);
  const lab = page.locator(".lab").first();
  await lab.scrollIntoViewIfNeeded();
  await lab.getByRole("status").filter({ hasText: /^Built/ }).first().waitFor();
  await close();
});

test("the size is said before, and the progress while it goes on", async () => {
  const host = await serve(folder, "/some/repo/");
  const { page, assertClean, close } = await openPage(browser, { keepsOffline: true });
  await page.goto(host.url);
  const offer = page.getByText(/can be kept on this device/);
  await offer.waitFor();
  const [, megabytes] = (await offer.innerText()).match(/: ([\d.]+) MB/);
  const { bytes } = JSON.parse(read("offline.json"));
  assert.ok(Math.abs(Number(megabytes) - bytes / 1e6) <= 0.1, `${megabytes} MB of ${bytes} bytes`);
  const seen = page.evaluate(observeProgress);
  await page.getByRole("button", { name: "Keep it now" }).click();
  await kept(page).waitFor(LONG);
  const values = await seen;
  assert.ok(values.length > 5, `the bar was at ${values}`);
  assert.deepEqual(values, [...values].sort((a, b) => a - b));
  assertClean();
  await close();
  await host.close();
});

test("whoever saves data is asked first", async () => {
  const host = await serve(folder, "/");
  const { page, close } = await openPage(browser, { keepsOffline: true });
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  await page.goto(host.url);
  await page.getByRole("button", { name: "Keep it now" }).waitFor();
  await page.clock.runFor(60_000);
  assert.equal(await page.evaluate("navigator.serviceWorker.getRegistration()"), undefined);
  await close();
  await host.close();
});

test("a newer version is offered, waits for the reader, and loses no answer", async () => {
  const copy = await mkdtemp(join(tmpdir(), "layerwise-"));
  await cp(folder, copy, { recursive: true });
  const host = await serve(copy, "/some/repo/");
  const { page, context, close } = await openPage(browser, { keepsOffline: true });
  await keep(page, host.url + topics[0]);
  const standing = await answer(page, 1);
  await publishNewer(copy);

  const other = await context.newPage();
  await other.goto(host.url + topics[1]);
  const offer = page.getByText("There is a newer version of this course");
  await offer.waitFor(LONG);
  assert.doesNotMatch(await page.getByRole("main").innerText(), /as of the newer version/);
  const chosen = question(page, 2).options.first();
  await chosen.check();
  await page.waitForLoadState("networkidle");
  assert.ok(await chosen.isChecked(), "the offer has touched what was being answered");

  await page.getByRole("button", { name: "Use it now" }).click();
  await page.getByText("as of the newer version").first().waitFor();
  await question(page, 1).standing.filter({ hasText: standing }).waitFor();
  assert.equal(await offer.count(), 0);

  // The page that was open beside it is not torn from its reader.
  assert.doesNotMatch(await other.getByRole("main").innerText(), /as of the newer version/);
  await other.getByRole("button", { name: "Use it now" }).click();
  await other.getByText("as of the newer version").first().waitFor();
  await close();
  await host.close();
  await rm(copy, { recursive: true });
});

/** Changes what a built course says, and its service worker as a build of it would. */
async function publishNewer(site) {
  for (const entry of await readdir(site, { recursive: true })) {
    if (entry.endsWith("index.html")) {
      const html = await readFile(join(site, entry), "utf8");
      await writeFile(
        join(site, entry),
        html.replace(/<span class="topic-title">/, "$&as of the newer version "),
      );
    }
  }
  const worker = await readFile(join(site, "sw.js"), "utf8");
  // Other revisions, as other bytes have.
  await writeFile(join(site, "sw.js"), worker.replace(/"([0-9a-f]{15})[0-9a-f]"/g, '"$1-"'));
}

/** The values of the bar until the course is kept. */
function observeProgress() {
  return new Promise((done) => {
    const values = [];
    new MutationObserver((_, observer) => {
      const bar = document.querySelector("progress");
      if (bar) values.push(bar.value);
      if (/is kept/.test(document.querySelector(".offline").textContent)) {
        observer.disconnect();
        done(values);
      }
    }).observe(document.querySelector(".offline"), { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

function decode(html) {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
