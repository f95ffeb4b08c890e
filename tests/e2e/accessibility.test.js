// axe-core on every page: on some in both themes, on a phone and on a laptop; on the others, which
// are made of the same parts, in one of these four, by turns.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { folder, pages } from "./site.js";
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

const WAYS = [
  { colorScheme: "light", width: 320 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "dark", width: 320 },
  { colorScheme: "light", width: 1280 },
];
const IN_ALL = ["", "arg-secrets/", "lab/", "glossary/", "no-such-page/"];

for (const [turn, path] of [...new Set([...pages, ...IN_ALL])].entries()) {
  const ways = IN_ALL.includes(path) ? WAYS : [WAYS[turn % WAYS.length]];
  for (const { colorScheme, width } of ways) {
    test(`/${path} in ${colorScheme} at ${width} px`, async () => {
      const viewport = { width, height: 800 };
      const { page, close } = await openPage(browser, { colorScheme, viewport, bypassCSP: true });
      await page.goto(host.url + path);
      await alive(page);
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate("axe.run()");
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join(", ")}`,
      );
      assert.deepEqual(found, []);
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      assert.ok(overflow <= 0, `the page is ${overflow} px wider than the screen`);
      await close();
    });
  }
}
