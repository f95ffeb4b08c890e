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

/** The topic whose lab the tests work in. */
const TOPIC = "arg-secrets/";

/** That lab, with its simulator at work. */
async function openLab(options) {
  const opened = await openPage(browser, options);
  await opened.page.goto(host.url + TOPIC);
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
    messages: region.getByRole("group", { name: "Messages" }).getByRole("listitem"),
    show: (view) => region.getByRole("tab", { name: view, exact: true }).click(),
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
  const message = lab.messages.filter({ hasText: /unknown instruction/i });
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
  await lab.messages
    .filter({ hasText: /frobnicate/ })
    .getByRole("button", { name: `line ${line}` })
    .first()
    .waitFor();
  assertClean();
  await close();
});

test("a goal says what is open, and is met when the secret is kept out", async () => {
  const { page, lab, assertClean, close } = await openLab();
  await page.evaluate(() => {
    globalThis.told = [];
    document.addEventListener("layerwise-lab-goal", (event) => globalThis.told.push(event.detail));
  });
  const goal = lab.region.locator(".goal");
  await goal.getByRole("img", { name: "open" }).first().waitFor();
  await goal.getByRole("button", { name: "Show a solution" }).click();
  await goal.getByText(/^Met\./).waitFor();
  assert.equal(await goal.getByRole("img", { name: "open" }).count(), 0);
  assert.equal((await page.evaluate(() => globalThis.told)).at(-1), "met");
  await lab.region.getByRole("button", { name: "Reset" }).click();
  await goal.getByRole("img", { name: "open" }).first().waitFor();
  assertClean();
  await close();
});

test("hints open one inside of the other", async () => {
  const { lab, assertClean, close } = await openLab();
  const second = lab.region.getByText(/^Hint 2 of/);
  assert.equal(await second.isVisible(), false);
  await lab.region.getByText(/^Hint 1 of/).press("Enter");
  await second.waitFor();
  assertClean();
  await close();
});

test("commands that stand in no lab run in the terminal, whose state stays", async () => {
  const { lab, assertClean, close } = await openLab();
  await lab.show("Terminal");
  const log = lab.region.getByRole("log");
  const line = lab.region.getByRole("textbox", { name: "Command", exact: true });
  const type = async (text) => {
    await line.fill(text);
    await line.press("Enter");
  };
  await type("docker build -t e2e-tried --build-arg DB_PASSWORD=typed-here .");
  await log.getByText("naming to docker.io/library/e2e-tried").waitFor();
  await type("docker history --no-trunc e2e-tried | grep typed-here | wc -l");
  await log.getByText(/^[1-9]\d*\s*$/).waitFor();
  await type("docker build -t e2e-again --build-arg DB_PASSWORD=typed-here .");
  await log.getByText("CACHED").first().waitFor();
  await type("docker images --format '{{.Repository}}'");
  await log.getByText(/e2e-again/).last().waitFor();
  await type("docker biuld .");
  await log.getByText(/is not a docker command|unknown command/).first().waitFor();
  await line.press("ArrowUp");
  assert.equal(await line.inputValue(), "docker biuld .");
  await line.fill("docker buildx im");
  await line.press("Tab");
  assert.equal(await line.inputValue(), "docker buildx imagetools ");
  assertClean();
  await close();
});

test("the timeline's bars come from the solver, and can be stepped through", async () => {
  const { lab, assertClean, close } = await openLab();
  await lab.dockerfile.fill("FROM alpine\nRUN sleep 2\nRUN sleep 3\n");
  await lab.show("Timeline");
  const row = lab.results.getByRole("listitem").filter({ hasText: "] RUN sleep 2" });
  await row.filter({ hasText: /, 2\.\d s/ }).waitFor();
  const before = await row.locator("rect").getAttribute("width");
  await lab.dockerfile.fill("FROM alpine\nRUN sleep 20\nRUN sleep 3\n");
  const slower = lab.results.getByRole("listitem").filter({ hasText: "] RUN sleep 20" });
  await slower.filter({ hasText: /, 20\.\d s/ }).waitFor();
  assert.notEqual(await slower.locator("rect").getAttribute("width"), before);
  await lab.results.getByRole("button", { name: "Step back" }).click();
  assert.notEqual(await lab.results.locator("output").innerText(), "");
  assertClean();
  await close();
});

test("the graph follows the Dockerfile, and kin light up in every view", async () => {
  const { lab, assertClean, close } = await openLab();
  await lab.dockerfile.fill(
    "FROM alpine AS one\nRUN touch /a\nFROM alpine AS two\nRUN touch /b\nFROM scratch\nCOPY --from=one /a /\n",
  );
  await lab.show("Graph");
  const node = lab.results.locator(".graph-node").filter({ hasText: "COPY --from=one" });
  await node.first().waitFor();
  assert.equal(await lab.results.locator(".graph-node").filter({ hasText: "touch /b" }).count(), 0);
  await lab.results.getByText("The graph as a list").click();
  await lab.results.getByRole("listitem").filter({ hasText: /needs .*RUN touch \/a/ }).waitFor();
  await node.first().hover();
  await lab.results.locator("li[data-kin]").filter({ hasText: "COPY --from=one" }).waitFor();
  await lab.region.locator(".editor-lines [data-kin]").filter({ hasText: /^6$/ }).waitFor();
  assertClean();
  await close();
});

test("a warm cache says what it has, and why the rest is run", async () => {
  const { lab, assertClean, close } = await openLab();
  const file = "FROM python:3.13-slim\nRUN pip install flask\nCOPY parcels /srv/parcels\n";
  await lab.dockerfile.fill(file);
  await lab.show("Caches");
  const step = (text) =>
    lab.results.getByRole("listitem").filter({ hasText: `[2/3] ${text}` }).first();
  await step("RUN pip install flask").filter({ hasText: "ran" }).waitFor();
  await lab.region.getByText("Before and around the build").click();
  await lab.region.getByRole("radio", { name: /on this machine/ }).check();
  await step("RUN pip install flask").filter({ hasText: "CACHED" }).waitFor();
  await lab.dockerfile.fill(file.replace("flask", "flask gunicorn"));
  await step("RUN pip install flask gunicorn")
    .filter({ hasText: "the instruction was" })
    .waitFor();
  await lab.region.getByRole("radio", { name: /another machine/ }).check();
  await step("RUN pip install flask").filter({ hasText: "ran" }).waitFor();
  assertClean();
  await close();
});

test("a fix is shown before and after, and keeps the secret out when it is made", async () => {
  const { lab, assertClean, close } = await openLab();
  await lab.results.getByRole("button", { name: /kept out/ }).click();
  await lab.results.getByText("Keep DB_PASSWORD out").click();
  await lab.results.getByRole("button", { name: "Make this change" }).click();
  await lab.status.filter({ hasText: /DB_PASSWORD (reaches nothing|may reach)/ }).waitFor();
  assertClean();
  await close();
});

test("a link holds the whole lab, and a broken one changes nothing", async () => {
  const { lab, assertClean, close } = await openLab();
  await lab.dockerfile.fill("FROM alpine\nRUN echo linked > /a\n");
  await lab.region.getByRole("button", { name: "Link to this" }).click();
  const link = await lab.region.getByLabel(/^A link to this lab/).inputValue();
  assert.match(link, /#lab=[a-z-]+:[\w-]+$/);
  const opened = await openPage(browser);
  await opened.page.goto(link);
  await alive(opened.page);
  const other = opened.page.getByRole("region", { name: "The password that the build never needed" });
  await other.getByText(/came with the link/).waitFor();
  assert.match(
    await other.getByRole("textbox", { name: /Dockerfile/ }).inputValue(),
    /echo linked/,
  );
  opened.assertClean();
  await opened.close();

  const broken = await openPage(browser);
  await broken.page.goto(`${link.slice(0, -12)}AAAA`);
  await alive(broken.page);
  const region = broken.page.getByRole("region", { name: "The password that the build never needed" });
  await region.getByText(/cannot be opened/).waitFor();
  assert.match(
    await region.getByRole("textbox", { name: /Dockerfile/ }).inputValue(),
    /DB_PASSWORD/,
  );
  broken.assertClean();
  await broken.close();
  assertClean();
  await close();
});

test("instructions, flags and stages are completed", async () => {
  const { page, lab, assertClean, close } = await openLab();
  await lab.dockerfile.fill("FROM alpine AS build\nFROM alpine\nCO");
  const offered = lab.region.getByRole("group", { name: "Completions" });
  await offered.getByRole("button", { name: "COPY" }).waitFor();
  await lab.dockerfile.press("Control+Space");
  await page.waitForFunction(
    (area) => area.value.endsWith("\nCOPY "),
    await lab.dockerfile.elementHandle(),
  );
  await lab.dockerfile.pressSequentially("--from=");
  await offered.getByRole("button", { name: "build" }).click();
  await page.waitForFunction(
    (area) => area.value.endsWith("COPY --from=build"),
    await lab.dockerfile.elementHandle(),
  );
  assertClean();
  await close();
});

test("no view has a fault that axe finds", async () => {
  const { page, lab, close } = await openLab({ bypassCSP: true });
  await page.addScriptTag({ path: AXE });
  const views = await lab.region
    .getByRole("tablist", { name: "Results" })
    .getByRole("tab")
    .allInnerTexts();
  assert.equal(views.length, 10);
  for (const view of views) {
    await lab.show(view);
    const { violations } = await page.evaluate("axe.run()");
    assert.deepEqual(
      violations.map(({ id, help, nodes }) => `${view}: ${id}: ${help} ${nodes[0].html}`),
      [],
    );
  }
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
  assert.deepEqual(fetched.filter((url) => /worker|simulator|lab_bg|lab-boot/.test(url)), []);
  assertClean();
  await close();
});

test("the free lab starts from nothing, and from any lab of the course", async () => {
  const { page, assertClean, close } = await openPage(browser);
  await page.goto(`${host.url}lab/`);
  const region = page.getByRole("region", { name: "Free lab" });
  await region.getByRole("status").filter({ hasText: /^Built/ }).waitFor();
  await page.getByText("Start from a lab of the course", { exact: true }).click();
  await page.getByRole("link", { name: "The password that the build never needed" }).click();
  await region.getByText(/came with the link/).waitFor();
  assert.match(
    await region.getByRole("textbox", { name: /Dockerfile/ }).inputValue(),
    /DB_PASSWORD/,
  );
  assertClean();
  await close();
});
