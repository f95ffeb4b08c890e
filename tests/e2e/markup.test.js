// What can be said of the built files without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { files, htmlFiles, pages, read, sheets, target } from "./site.js";

const POLICY = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "worker-src": "'self'",
  "connect-src": "'self'",
};

test("the site has a home page, topics and a page for what is not there", () => {
  assert.ok(pages.includes(""));
  assert.ok(pages.length >= 4, `only ${pages.length} pages`);
  assert.ok(htmlFiles.includes("404.html"));
});

test("every page has a title of its own and one heading of the first level", () => {
  const titles = htmlFiles.map((file) => read(file).match(/<title>(.+?)<\/title>/)?.[1]);
  assert.equal(new Set(titles).size, htmlFiles.length, titles.join("; "));
  for (const file of htmlFiles) {
    assert.equal(read(file).match(/<h1\b/g)?.length, 1, file);
  }
});

/** The whole course on paper. What is on it stands on the chapters' sheets too, which are validated. */
const WHOLE = "print/index.html";

test("no id stands twice on the sheet of the whole course", () => {
  assert.deepEqual(ids(WHOLE).filter((id, index, all) => all.indexOf(id) !== index), []);
});

for (const file of htmlFiles.filter((file) => file !== WHOLE)) {
  test(`${file}: html-validate finds nothing`, async () => {
    const report = await new HtmlValidate({
      extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
      // What comes from the same folder as the page needs no hash to be trusted with it.
      rules: {
        "require-sri": ["error", { target: "crossorigin" }],
        // The hits below the search field are a combobox's list, which no select can be.
        "prefer-native-element": ["error", { exclude: ["listbox"] }],
        // WebKit takes a list without marks for no list, unless its role is said.
        "no-redundant-role": "off",
        // On paper the questions of many topics stand on one page.
        ...(sheets.includes(file) && { "unique-landmark": "off" }),
      },
    }).validateString(read(file), file);
    const found = report.results.flatMap((result) => result.messages);
    assert.deepEqual(
      found.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`),
      [],
    );
  });

}

const there = new Set(files());
for (const file of htmlFiles) {
  test(`${file}: every link leads to something that is there`, () => {
    const broken = addresses(file)
      .filter(({ address }) => !isOutside(address))
      .filter(({ address }) => {
        const path = target(file, address);
        return !there.has(path) || !hasAnchor(path, address.split("#")[1]);
      });
    assert.deepEqual(broken, []);
  });

  test(`${file}: nothing is fetched from elsewhere, and no address starts at the root`, () => {
    const faults = addresses(file).filter(
      ({ tag, address }) =>
        (isOutside(address) && tag !== "a") || (address.startsWith("/") && file !== "404.html"),
    );
    assert.deepEqual(faults, []);
  });
}

for (const file of htmlFiles.filter((file) => file !== "404.html")) {
  test(`${file}: the content security policy is the design's`, () => {
    const [, content] =
      read(file).match(/<meta http-equiv="content-security-policy" content="([^"]*)"/i) ?? [];
    assert.ok(content, "no policy");
    const policy = Object.fromEntries(
      content.split(";").map((directive) => {
        const [name, ...sources] = directive.trim().split(/\s+/);
        return [name, sources.join(" ").replaceAll("&#x27;", "'").replaceAll("&#39;", "'")];
      }),
    );
    for (const [name, sources] of Object.entries(POLICY)) {
      assert.equal(policy[name], sources, name);
    }
  });

  test(`${file}: no script, style or handler is inline`, () => {
    const inline = tags(read(file)).filter(
      (tag) =>
        /^<style\b/i.test(tag) ||
        /^<[a-z][^>]*\s(style|on[a-z]+)=/i.test(tag) ||
        (/^<script\b/i.test(tag) && !/\ssrc=/i.test(tag) && !/type="application\/json"/i.test(tag)),
    );
    assert.deepEqual(inline, []);
  });
}

function tags(html) {
  return html.match(/<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi) ?? [];
}

/** Every `href` and `src` of a file, with the name of its element. */
function addresses(file) {
  return tags(read(file)).flatMap((tag) => {
    const [, name] = tag.match(/^<([a-z0-9]+)/i);
    const found = [...tag.matchAll(/\s(?:href|src)="([^"]*)"/gi)];
    return found.map(([, address]) => ({ tag: name, address: address.replaceAll("&amp;", "&") }));
  });
}

function isOutside(address) {
  return /^([a-z]+:|\/\/)/i.test(address) && !address.startsWith("data:");
}

function hasAnchor(path, anchor) {
  // A route of the app, or a whole lab.
  const isRoute = anchor?.startsWith("/") || anchor?.startsWith("lab=");
  return !anchor || isRoute || anchors(path).has(decodeURIComponent(anchor));
}

const known = new Map();

/** The ids of a file as a set; a page is asked for them by many others. */
function anchors(file) {
  if (!known.has(file)) {
    known.set(file, new Set(ids(file)));
  }
  return known.get(file);
}

function ids(file) {
  return [...read(file).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
}
