// Presenter mode: an instructor at a projector, with a keyboard or a remote.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { alive, launch, openPage } from "./browser.js";
import { answer, question } from "./learner.js";
import { files, folder, pages, read } from "./site.js";
import { serve } from "./static-host.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const NOTES = '<template class="notes">';

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

/** A topic with notes, questions of single choice and with hints, and a lab with hints. */
const topic = pages.find((path) => {
  const html = read(`${path}index.html`);
  const needed = [NOTES, 'type="radio"', 'class="question-hints"', 'class="lab-hint"'];
  return needed.every((markup) => html.includes(markup));
});
const noted = pages.filter((path) => read(`${path}index.html`).includes(NOTES));
const html = read(`${topic}index.html`);
const headings = [...html.matchAll(/<h2 id="([^"]+)">/g)].map(([, id]) => id);
/** Sections: the opening, one for each heading, and the footnotes if there are any. */
const count = 1 + headings.length + (html.includes('class="footnotes"') ? 1 : 0);

/** The number, from 1, of the section that holds this markup first. */
function sectionWith(markup) {
  return html.slice(0, html.indexOf(markup)).split("<h2 id=").length;
}

function controls(page) {
  const bar = page.getByRole("region", { name: "Presenter", exact: true });
  return {
    bar,
    place: bar.getByRole("status"),
    notes: page.getByRole("region", { name: "Speaker notes" }),
    button: (name) => bar.getByRole("button", { name, exact: true }),
    at: (number) => bar.getByRole("status").filter({ hasText: new RegExp(`^${number} of ${count}:`) }).waitFor(),
  };
}

/** The topic, presented, at its section with this number. */
async function presented(options = {}, number = 1) {
  const opened = await openPage(browser, { viewport: { width: 1280, height: 720 }, ...options });
  const { page } = opened;
  const at = number === 1 ? "" : `#${headings[number - 2]}`;
  await page.goto(`${host.url}${topic}?present${at}`);
  const bar = controls(page);
  await bar.at(number);
  await alive(page);
  return { ...opened, ...bar };
}

test("by the button and the keyboard, section by section, and back to where one was", async () => {
  const { page, assertClean, close } = await openPage(browser, { viewport: { width: 1280, height: 720 } });
  await page.goto(host.url + topic);
  await alive(page);
  assert.equal(await page.locator("script[src*='present'], link[href*='present']").count(), 0);
  await page.getByRole("button", { name: "Present", exact: true }).click();
  const { bar, at, button } = controls(page);
  await at(1);
  assert.equal(await page.locator("h1").isVisible(), true);
  assert.equal(await page.getByRole("banner").count(), 0);
  assert.equal(await page.getByRole("contentinfo").count(), 0);

  const shown = () => page.locator("h2:visible").evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(await shown(), []);
  await page.keyboard.press("ArrowRight");
  await at(2);
  assert.deepEqual(await shown(), [headings[0]]);
  assert.equal(await page.evaluate("document.activeElement.id"), headings[0]);
  assert.equal(page.url(), `${host.url}${topic}?present#${headings[0]}`);
  await button("Next").click();
  await at(3);
  assert.deepEqual(await shown(), [headings[1]]);
  assert.equal(await page.evaluate("document.activeElement.textContent"), "Next");
  await page.keyboard.press("ArrowLeft");
  await at(2);
  await button("Previous").click();
  await at(1);
  assert.equal(await button("Previous").getAttribute("aria-disabled"), "true");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await at(3);
  await page.reload();
  await at(3);
  await page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
  assert.equal(page.url(), `${host.url}${topic}#${headings[1]}`);
  assert.deepEqual(await shown(), headings);
  assert.equal(await page.evaluate("document.activeElement.id"), headings[1]);
  const top = await page.locator(`#${headings[1]}`).evaluate((node) => node.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 200, `the section is ${top} px away`);

  await page.keyboard.press("p");
  await at(3);
  await button("Leave").click();
  await bar.waitFor({ state: "detached" });
  assertClean();
  await close();
});

test("a remote's two keys show everything, screen by screen", async () => {
  const { page, at, close, assertClean } = await presented({ viewport: { width: 1280, height: 480 } }, 2);
  const look = () =>
    page.evaluate(() => {
      const bar = document.querySelector(".present-bar").getBoundingClientRect();
      const { scrollHeight } = document.documentElement;
      return { id: location.hash.slice(1), y: scrollY, seen: scrollY + bar.top, end: scrollHeight - bar.height };
    });
  const seen = [];
  let now = await look();
  for (let press = 0; press < 60 && now.id !== headings[3]; press += 1) {
    if (seen.at(-1) !== now.id) seen.push(now.id);
    const before = now;
    await page.keyboard.press("PageDown");
    now = await look();
    if (now.id === before.id) {
      assert.ok(now.y > before.y, "nothing has moved");
      assert.ok(now.y < before.seen, "something was passed over");
    } else {
      assert.ok(before.seen >= before.end - 1, `the end of ${before.id} was passed over`);
      assert.equal(now.y, 0);
    }
  }
  assert.deepEqual(seen, headings.slice(0, 3));
  await at(5);
  // Back comes the end of the section before.
  await page.keyboard.press("PageUp");
  await at(4);
  const below = await page.evaluate("document.documentElement.scrollHeight - innerHeight - scrollY");
  assert.ok(below <= 1, `${below} px are below`);
  assertClean();
  await close();
});

test("notes are neither on the page nor in the search nor on paper", async () => {
  assert.ok(noted.length > 1);
  const said = html.split(NOTES)[1].split("</template>")[0].replace(/<[^>]+>/g, "").trim().split("\n")[0];
  for (const file of files().filter((file) => file.startsWith("search/") || file.startsWith("print/"))) {
    assert.ok(!read(file).includes(said), `${file} has the notes`);
  }
  for (const javaScriptEnabled of [true, false]) {
    const { page, close } = await openPage(browser, { javaScriptEnabled });
    await page.goto(host.url + topic);
    assert.ok(!(await page.locator("body").innerText()).includes(said));
    assert.ok(!(await page.locator("body").ariaSnapshot()).includes(said));
    await close();
  }
});

test("notes are shown to the presenter who asks for them, and stay over a reload", async () => {
  const number = sectionWith(NOTES);
  const { page, notes, button, at, assertClean, close } = await presented({}, number);
  assert.equal(await notes.count(), 0);
  await page.keyboard.press("n");
  await notes.waitFor();
  const said = html.split(NOTES)[1].split("</template>")[0].replace(/<[^>]+>/g, "").trim().split("\n")[0];
  assert.match(await notes.innerText(), new RegExp(`^${said.slice(0, 20)}`));
  await page.reload();
  await at(number);
  await notes.waitFor();
  assert.equal(await button("Notes").getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowLeft");
  await notes.filter({ hasText: "No notes for this section." }).waitFor();
  await button("Notes").click();
  assert.equal(await notes.count(), 0);
  assertClean();
  await close();
});

test("answers, feedback and hints are locked until they are shown, and only there", async () => {
  const first = await openPage(browser, { viewport: { width: 1280, height: 720 } });
  await first.page.goto(host.url + topic);
  await alive(first.page);
  // Alone at home, the presenter has answered all of it.
  const number = Number(/aria-label="Question (\d+)"[^]*?type="radio"/.exec(html.slice(html.indexOf('class="question"')))[1]);
  await answer(first.page, number, undefined);
  const { page } = first;
  const { region } = question(page, number);
  const section = await region.evaluate((node) => {
    const heads = [...document.querySelectorAll("h2")];
    return heads.filter((head) => head.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING).length;
  });
  await page.goto(`${host.url}${topic}?present#${headings[section - 1]}`);
  await controls(page).at(section + 1);
  const show = region.getByRole("button", { name: `Show the answer to Question ${number}` });
  await show.waitFor();
  await region.scrollIntoViewIfNeeded();
  for (const name of [/^Hint/, "Feedback"]) {
    assert.equal(await region.getByRole("button", { name }).count(), 0, String(name));
  }
  assert.equal(await region.getByRole("group", { name: "Feedback" }).count(), 0);
  assert.equal(await region.getByRole("radio").count(), 0, "an earlier answer is seen");
  assert.doesNotMatch(await region.innerText(), /Right|Not right/);
  const looks = await region.locator(".question-option").evaluateAll((all) =>
    all.map((option) => [getComputedStyle(option).borderColor, getComputedStyle(option).backgroundColor].join()),
  );
  assert.equal(new Set(looks).size, 1, "one option looks unlike the others");

  await page.keyboard.press("s");
  const hide = page.getByRole("button", { name: /^Hide the answer to/ }).first();
  await hide.waitFor();
  if ((await show.count()) > 0) await show.click();
  assert.match(await region.innerText(), /Right/);
  assert.ok((await region.getByRole("radio").count()) > 1);
  // Others stay locked.
  const others = page.locator(".question[data-locked]");
  assert.ok((await others.count()) >= 1);
  await region.getByRole("button", { name: `Hide the answer to Question ${number}` }).click();
  assert.doesNotMatch(await region.innerText(), /Right|Not right/);

  await page.keyboard.press("Escape");
  await region.getByRole("status").filter({ hasText: /right/i }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^(Show|Hide) the/ }).count(), 0);
  first.assertClean();
  await first.close();
});

test("the hints of a question are locked until its answer is shown", async () => {
  const number = sectionWith('class="question-hints"');
  const { page, assertClean, close } = await presented({}, number);
  const asked = page.locator(".question:visible", { has: page.locator(".question-hints") }).first();
  const hint = asked.getByRole("button", { name: /^Hint 1 of/ });
  assert.equal(await hint.count(), 0);
  const show = asked.getByRole("button", { name: /^Show the answer to/ });
  await show.click();
  await hint.waitFor();
  await asked.getByRole("button", { name: /^Hide the answer to/ }).click();
  await show.waitFor();
  assert.equal(await hint.count(), 0);
  assertClean();
  await close();
});

test("the hints of a lab are locked, and the lab takes the screen", async () => {
  const number = sectionWith('class="lab"');
  const { page, button, assertClean, close } = await presented({}, number);
  const lab = page.locator(".lab:visible").first();
  await lab.scrollIntoViewIfNeeded();
  assert.equal(await lab.getByText(/^Hint 1 of/).isVisible(), false);
  await lab.getByRole("button", { name: "Show the hints" }).click();
  await lab.getByText(/^Hint 1 of/).waitFor();

  await page.keyboard.press("f");
  await page.waitForFunction("document.fullscreenElement?.matches('.lab')");
  await lab.getByRole("textbox").first().waitFor();
  const wide = await lab.evaluate((node) => node.scrollWidth - node.clientWidth);
  assert.ok(wide <= 1, `the lab is ${wide} px wider than the screen`);
  await page.keyboard.press("f");
  await page.waitForFunction("document.fullscreenElement === null");
  await button("Lab full screen").click();
  await page.waitForFunction("document.fullscreenElement?.matches('.lab')");
  assertClean();
  await close();
});

test("the timer runs, pauses, and goes on after a reload", async () => {
  const { page, bar, button, at, assertClean, close } = await presented();
  const time = bar.getByRole("timer");
  assert.equal(await time.innerText(), "0:00");
  await button("Start timer").click();
  await time.filter({ hasText: "0:01" }).waitFor();
  await page.reload();
  await at(1);
  await time.filter({ hasText: "0:02" }).waitFor();
  await page.keyboard.press("t");
  await button("Start timer").waitFor();
  await button("Reset").click();
  assert.equal(await time.innerText(), "0:00");
  assertClean();
  await close();
});

test("the next topic is presented too, and another page is not", async () => {
  const { page, button, bar, close, assertClean } = await presented({}, count > headings.length + 1 ? headings.length + 1 : count);
  for (let at = headings.length + 1; at < count; at += 1) await button("Next").click();
  await button("Next topic").click();
  await bar.getByRole("status").filter({ hasText: /^1 of/ }).waitFor();
  await page.waitForURL((url) => url.search === "?present" && !url.pathname.endsWith(`/${topic}`));
  assert.equal(await page.locator("h1").isVisible(), true);
  await page.goBack();
  await bar.getByRole("status").filter({ hasText: new RegExp(`of ${count}:`) }).waitFor();

  const term = page.locator(".term a:visible").first();
  for (let step = 1; step < count && (await term.count()) === 0; step += 1) await page.keyboard.press("ArrowLeft");
  await term.click();
  await page.getByRole("heading", { level: 1, name: "Glossary" }).waitFor();
  await bar.waitFor({ state: "detached" });
  assert.ok(await page.getByRole("banner").isVisible());
  assertClean();
  await close();
});

test("no key is taken from who writes or chooses", async () => {
  const number = sectionWith('class="lab"');
  const { page, at, assertClean, close } = await presented({}, number);
  const editor = page.locator(".lab:visible").getByRole("textbox").first();
  // A lab comes alive when a reader is near it.
  await editor.scrollIntoViewIfNeeded();
  await editor.and(page.locator(":not([readonly])")).click();
  const written = await editor.inputValue();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("nstfp?");
  assert.equal(await editor.inputValue(), `nstfp?${written}`);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await at(number);
  assert.equal(await page.getByRole("region", { name: "Speaker notes" }).count(), 0);
  await page.locator("body").click({ position: { x: 4, y: 4 } });
  for (const modifier of ["Control", "Alt", "Meta", "Shift"]) {
    await page.locator("h2:visible").press(`${modifier}+n`);
  }
  assert.equal(await page.getByRole("region", { name: "Speaker notes" }).count(), 0);
  assertClean();
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 320]) {
    test(`axe finds nothing, and nothing is too wide: ${colorScheme} at ${width} px`, async () => {
      const { page, close } = await presented({ colorScheme, viewport: { width, height: 720 }, bypassCSP: true });
      await page.keyboard.press("n");
      await page.addScriptTag({ path: AXE });
      for (let number = 1; number <= count; number += 1) {
        const { violations } = await page.evaluate("axe.run()");
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${number}: ${id}: ${nodes.map((node) => node.target).join(", ")}`),
          [],
        );
        const { scrollWidth, clientWidth } = await page.evaluate(
          "({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })",
        );
        assert.ok(scrollWidth <= clientWidth, `section ${number} is ${scrollWidth - clientWidth} px too wide`);
        await page.keyboard.press("ArrowRight");
      }
      await close();
    });
  }
}

test("every topic with notes fits 1280 by 720 and 1920 by 1080", async () => {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }]) {
    const { page, close } = await openPage(browser, { viewport });
    for (const path of noted) {
      await page.goto(`${host.url}${path}?present`);
      const { place } = controls(page);
      await place.waitFor();
      const [, of] = /of (\d+)/.exec(await place.innerText());
      for (let at = 0; at < Number(of); at += 1) {
        const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert.ok(wide <= 0, `${path} ${at + 1}: ${wide} px too wide at ${viewport.width}`);
        await page.keyboard.press("ArrowRight");
      }
      const size = await page.locator(".prose p").first().evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
      assert.ok(size >= viewport.width / 64, `text of ${size} px`);
    }
    await close();
  }
});
