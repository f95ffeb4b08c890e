// Every page below a sub-path, and one of each kind at the root: it loads, and nothing complains.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { labs } from "./learner.js";
import { folder, pages } from "./site.js";
import { serve } from "./static-host.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A shift up to this score is let pass while the page is still being read: a table grows with its rows. */
const WHILE_READING = 0.01;
const ONE_OF_EACH_KIND = ["", labs[0], "lab/", "tags/", "glossary/"];

for (const [base, paths] of [["/some/repo/", pages], ["/", ONE_OF_EACH_KIND]]) {
  describe(`below ${base}`, () => {
    let host;
    before(async () => (host = await serve(folder, base)));
    after(() => host?.close());

    for (const path of paths) {
      test(`/${path} loads without a complaint and without a shift`, async () => {
        const { page, assertClean, close } = await openPage(browser);
        await page.addInitScript(observeShifts);
        await page.goto(host.url + path);
        await alive(page);
        assert.deepEqual(await page.evaluate(shiftsThatCount, WHILE_READING), []);
        assertClean();
        await close();
      });
    }
  });
}

function shiftsThatCount(whileReading) {
  const [{ domInteractive }] = performance.getEntriesByType("navigation");
  return window.shifts
    .filter(({ at, score }) => at > domInteractive || score > whileReading)
    .map(({ at, score, moved }) => `${score.toFixed(4)} after ${Math.round(at)} ms: ${moved}`);
}

function observeShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = entry.sources.map((source) => source.node?.nodeName ?? "?");
      window.shifts.push({ at: entry.startTime, score: entry.value, moved: moved.join(" ") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}
