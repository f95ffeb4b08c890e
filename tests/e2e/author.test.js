// A topic is written: it is shown as its page would, with what is wrong with it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, openPage } from "./browser.js";
import { assertAccessible } from "./desk.js";
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

const topic = (body, id = "not-yet-there") => `+++
id = "${id}"
title = "A topic of mine"
summary = "What it is about."
minutes = 5
+++

${body}
`;

const QUIZ = `\`\`\`quiz
id = "mine-one"
---
Which one?

- [x] This one
  > Yes, it is.
- [ ] That one
  > No, it is not.
\`\`\``;

async function open(options) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.goto(`${host.url}author/`);
  const text = page.getByLabel("The topic: front matter and Markdown");
  await text.waitFor();
  return {
    ...opened,
    text,
    shown: page.getByRole("article", { name: "The topic" }),
    problems: page.getByRole("region", { name: "Problems" }),
    said: (words) => page.getByRole("status").filter({ hasText: words }).first().waitFor(),
  };
}

/** The text that is selected in the field with the focus, and its line. */
const selection = (page) =>
  page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return {
      line: value.slice(0, selectionStart).split("\n").length,
      text: value.slice(selectionStart, selectionEnd),
    };
  });

test("a mistake is named with its line, and a click puts the caret there", async () => {
  const { page, text, shown, problems, said, assertClean, close } = await open();
  await text.fill(topic("## The first step 😀\n\nSee ä [it](topic:no-such-topic)."));
  await said("1 error");
  await shown.getByRole("heading", { name: "A topic of mine", level: 1 }).waitFor();
  await shown.getByRole("heading", { name: "The first step 😀", level: 2 }).waitFor();
  const problem = problems.getByRole("listitem").filter({ hasText: "there is no topic `no-such-topic`" });
  await problem.filter({ hasText: "link to the id of a topic" }).waitFor();
  await problem.getByRole("button", { name: "Line 10, column 7" }).click();
  assert.deepEqual(await selection(page), { line: 10, text: "[it](topic:no-such-topic)" });
  await page.keyboard.type("it");
  await said("No problems");
  assert.equal(await problems.getByRole("button", { name: /^Line/ }).count(), 0);
  assertClean();
  await close();
});

test("the site's own outline answers for links to topics", async () => {
  const { text, shown, said, assertClean, close } = await open();
  const known = pages.find((path) => path.startsWith("arg-")) ?? pages.find((path) => path.includes("secret"));
  await text.fill(topic(`See [that one](topic:${known.slice(0, -1)}).`));
  await said("No problems");
  const link = shown.getByRole("link", { name: "that one" });
  assert.equal(await link.evaluate(({ href }) => href), `${host.url}${known}`);
  assertClean();
  await close();
});

test("what the text holds is text: no script of it runs, and nothing is fetched for it", async () => {
  const { page, text, shown, said, assertClean, close } = await open();
  await page.evaluate("window.ran = []; window.alert = (what) => window.ran.push(what)");
  await text.fill(
    topic(
      [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "[run](javascript:alert(3))",
        "![a](https://example.org/a.png)",
        "`</script><script>alert(4)</script>`",
      ].join("\n\n"),
    ).replace("A topic of mine", "<img src=x onerror=alert(5)>"),
  );
  await said(/\d errors/);
  await shown.getByText("<script>alert(1)</script>", { exact: true }).waitFor();
  await shown.getByRole("heading", { name: "<img src=x onerror=alert(5)>" }).waitFor();
  assert.equal(await shown.locator("script, img, [onerror], [href^='javascript']").count(), 0);
  assert.deepEqual(await page.evaluate("window.ran"), []);
  assertClean();
  await close();
});

test("a reload loses nothing, and the text can be saved and opened as a file", async () => {
  const { page, text, shown, said, assertClean, close } = await open();
  const written = topic("Some words.");
  await text.fill(written);
  // At once: the pause after typing is not over.
  await page.reload();
  await shown.getByText("Some words.").waitFor();
  assert.equal(await text.inputValue(), written);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as .md" }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), "not-yet-there.md");
  assert.equal(await readFile(await saved.path(), "utf8"), written);

  const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page.getByLabel("Open a file").setInputFiles(file("other.md", topic("Other words.", "an-id")));
  await shown.getByText("Other words.").waitFor();
  // The name of the file is what a topic must be called.
  await said("1 error");
  await page.getByText("the id must be the file's name, `other`").waitFor();
  await page.getByRole("button", { name: "Bring back the text before" }).click();
  await shown.getByText("Some words.").waitFor();
  assert.equal(await text.inputValue(), written);
  assertClean();
  await close();
});

test("more than a mebibyte is refused in words", async () => {
  const { page, text, shown, assertClean, close } = await open();
  await text.fill(topic("Some words."));
  await shown.getByText("Some words.").waitFor();
  await text.fill(topic("x".repeat(1_200_000)));
  await page.getByRole("alert").filter({ hasText: "at most 1 MiB" }).waitFor();
  await shown.waitFor({ state: "hidden" });
  await text.fill(topic("Fewer words."));
  await shown.getByText("Fewer words.").waitFor();
  assertClean();
  await close();
});

test("a question can be tried out, and no learner's progress hears of it", async () => {
  const { page, text, shown, assertClean, close } = await open();
  await text.fill(topic(QUIZ));
  const question = shown.getByRole("region", { name: "Question 1" });
  await question.getByRole("radio", { name: /^This one/ }).check();
  await question.getByRole("button", { name: "Check", exact: true }).click();
  await question.getByRole("group", { name: "Feedback" }).getByText("Yes, it is.").first().waitFor();
  const keys = await page.evaluate("Object.keys(localStorage)");
  assert.deepEqual(keys.filter((key) => !key.startsWith("layerwise::author:")), []);
  assertClean();
  await close();
});

test("what takes the course's files is said not to be checked", async () => {
  const { page, text, said, assertClean, close } = await open();
  await text.fill(topic('```dockerfile include="app/Dockerfile"\n```\n\n```console proved\n$ ls\n```'));
  await said("No problems");
  await page.getByText("Not checked here").click();
  for (const what of ["app/Dockerfile: the file", "line 11: what the code block claims", "`not-yet-there`: this site has no such topic"]) {
    await page.getByRole("listitem").filter({ hasText: what }).waitFor();
  }
  assertClean();
  await close();
});

test("axe finds nothing with problems and a question, in light and dark, on a phone and on a laptop", async () => {
  const { page, text, said, close } = await open({ bypassCSP: true });
  await assertAccessible(page);
  await text.fill(topic(`## Step\n\n<b>x</b>\n\n[here](#step)\n\n\`\`\`shell title="t"\nls\n\`\`\`\n\n${QUIZ}`));
  await said("2 errors, 1 warning");
  await assertAccessible(page);
  await close();
});
