// A lab: a Dockerfile is changed in the page, and the page says where the secret goes now.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { labs } from "./learner.js";
import { folder, pages } from "./site.js";
import { serve } from "./static-host.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WITHOUT_SECRET = "FROM python:3.13-slim\nCOPY parcels /srv/parcels\n";

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

/** The lab on the first topic, with its simulator at work. */
async function openLab(options) {
  const opened = await openPage(browser, options);
  await opened.page.goto(host.url + labs[0]);
  await alive(opened.page);
  const region = opened.page.getByRole("region", { name: "The password that the build never needed" });
  await region.scrollIntoViewIfNeeded();
  const lab = {
    region,
    dockerfile: region.getByRole("textbox", { name: /Dockerfile/ }),
    command: region.getByRole("textbox", { name: "Build command" }),
    status: region.getByRole("status"),
    results: region.getByRole("tabpanel").last(),
    stale: region.getByText("belongs to an earlier state"),
  };
  await lab.status.filter({ hasText: /^Built/ }).waitFor();
  return { ...opened, lab };
}

test("a changed Dockerfile and command change where the secret goes", async () => {
  const { lab, assertClean, close } = await openLab();
  const start = await lab.status.innerText();
  assert.match(start, /DB_PASSWORD reaches \d+ /);
  await lab.region.getByRole("tab", { name: "History" }).click();
  await lab.results.getByText("demo-db-0815").first().waitFor();

  await lab.dockerfile.fill(WITHOUT_SECRET);
  await lab.status.filter({ hasNotText: start }).waitFor();
  assert.match(await lab.status.innerText(), /DB_PASSWORD reaches \d+ /, "the option still sends it");
  assert.doesNotMatch(await lab.results.innerText(), /demo-db-0815/);
  await lab.command.fill("docker build -t parcels .");
  await lab.status.filter({ hasText: "DB_PASSWORD reaches nothing." }).waitFor();

  await lab.region.getByRole("button", { name: "Reset" }).click();
  await lab.status.filter({ hasText: start }).waitFor();
  assert.match(await lab.dockerfile.inputValue(), /^ARG DB_PASSWORD$/m);
  assertClean();
  await close();
});

test("layers, history and config name the instruction that made them", async () => {
  const { lab, assertClean, close } = await openLab();
  for (const [tab, text] of [
    ["Layers", "COPY parcels"],
    ["History", "ARG DB_PASSWORD"],
    ["Config", "DB_PASSWORD=demo-db-0815"],
  ]) {
    await lab.region.getByRole("tab", { name: tab }).click();
    await lab.results.getByText(text).first().waitFor();
  }
  await lab.region.getByRole("tab", { name: "Config" }).press("Home");
  assert.equal(
    await lab.region.getByRole("tab", { name: "Reach" }).getAttribute("aria-selected"),
    "true",
  );
  assertClean();
  await close();
});

test("a broken Dockerfile gives a message at its line, and the last result stays, marked", async () => {
  const { page, lab, assertClean, close } = await openLab({ bypassCSP: true });
  const good = await lab.dockerfile.inputValue();
  const before = await lab.results.innerText();
  assert.equal(await lab.stale.isVisible(), false);

  await lab.dockerfile.fill(good.replace("COPY parcels", "COPPY parcels"));
  await lab.status.filter({ hasText: /^This does not build/ }).waitFor();
  const message = lab.region.getByRole("listitem").filter({ hasText: /unknown instruction/i });
  await message.first().waitFor();
  const line = good.split("\n").findIndex((text) => text.startsWith("COPY parcels")) + 1;
  const place = message.first().getByRole("button", { name: `line ${line}` });
  assert.ok(await lab.stale.isVisible(), "the old result is not marked");
  assert.equal(await lab.results.innerText(), before, "the last good result is gone");

  await place.click();
  const selected = await lab.dockerfile.evaluate((area) =>
    area.value.slice(0, area.selectionStart).split("\n").length,
  );
  assert.equal(selected, line);
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate("axe.run()");
  assert.deepEqual(violations.map(({ id, help }) => `${id}: ${help}`), []);

  await lab.dockerfile.fill(good);
  await lab.status.filter({ hasText: /^Built/ }).waitFor();
  assert.equal(await lab.stale.isVisible(), false);
  assertClean();
  await close();
});

test("a program that is not understood is said so, at its line", async () => {
  const { lab, assertClean, close } = await openLab();
  const good = await lab.dockerfile.inputValue();
  await lab.dockerfile.fill(`${good}RUN frobnicate "$DB_PASSWORD" > /out\n`);
  const line = good.split("\n").length;
  await lab.region
    .getByRole("listitem")
    .filter({ hasText: /frobnicate/ })
    .getByRole("button", { name: `line ${line}` })
    .first()
    .waitFor();
  assertClean();
  await close();
});

test("only a page with a lab fetches the simulator", async () => {
  const { page, assertClean, close } = await openPage(browser);
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  for (const path of pages.filter((path) => !labs.includes(path))) {
    await page.goto(host.url + path);
    await alive(page);
  }
  assert.deepEqual(fetched.filter((url) => /worker|simulator/.test(url)), []);
  assertClean();
  await close();
});
