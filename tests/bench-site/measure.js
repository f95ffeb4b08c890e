// A cold visit to the same topic in each site, with a slow network and a slow CPU, and the way to
// the next topic. Prints a table of medians; what is not there has a dash.
//
//   node measure.js <name>=<folder> …

import { launch } from "../e2e/browser.js";
import { serve } from "../e2e/static-host.js";

const RUNS = 5;
/** As Lighthouse slows a phone: 150 ms to and fro, 1.6 Mbit/s down, a quarter of the CPU. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };
const CPU_SLOWDOWN = 4;
const WINDOW = { width: 412, height: 823 };

const ROWS = [
  ["bytes, compressed", "bytes"],
  ["requests", "requests"],
  ["first paint, ms", "firstPaint"],
  ["largest paint, ms", "largestPaint"],
  ["layout shift", "shift"],
  ["until a question answers, ms", "quiz"],
  ["… bytes until then", "quizBytes"],
  ["to the next topic, ms", "next"],
];

const sites = process.argv.slice(2).map((argument) => {
  const at = argument.indexOf("=");
  return { name: argument.slice(0, at), folder: argument.slice(at + 1), visits: [] };
});
const browser = await launch();
for (const site of sites) {
  site.host = await serve(site.folder, "/", { compressed: true });
}
for (let run = 0; run < RUNS; run += 1) {
  // In turns, so that what else the machine does meets all of them.
  for (const site of sites) {
    site.visits.push(await visit(site.host.url));
  }
}
await browser.close();
await Promise.all(sites.map((site) => site.host.close()));
print();

/** One visit with an empty cache. */
async function visit(address) {
  const context = await browser.newContext({ viewport: WINDOW, serviceWorkers: "block" });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", NETWORK);
  await client.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  const fetched = { bytes: 0, requests: 0 };
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    fetched.bytes += encodedDataLength;
    fetched.requests += 1;
  });
  await page.addInitScript(observe);
  const first = await find(page, `${address}first`);
  await page.goto(first, { waitUntil: "load" });
  const quiz = await page.waitForFunction(() => window.bench.quiz, undefined, { timeout: 60_000 })
    .then((handle) => handle.jsonValue())
    .catch(() => undefined);
  const quizBytes = quiz > 0 ? fetched.bytes : undefined;
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(() => window.bench);
  const result = { ...seen, ...fetched, quiz: quiz > 0 ? quiz : undefined, quizBytes };
  result.next = await toNext(page);
  await context.close();
  return result;
}

/** `/first/` or `/first.html`: each site has its own habit. */
async function find(page, address) {
  const { status } = await fetch(`${address}/`);
  return status === 200 ? `${address}/` : `${address}.html`;
}

/** Milliseconds from a click on the link to the next topic until its heading is painted. */
async function toNext(page) {
  const link = page.locator("a[href*=second]:visible").last();
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => sessionStorage.setItem("clicked", ""));
  await link.evaluate((element) => {
    element.addEventListener("click", () => sessionStorage.setItem("clicked", Date.now()), { capture: true });
  });
  await link.click();
  const painted = await page.waitForFunction(() => window.bench?.headingOf("Reading a history"));
  const at = await painted.jsonValue();
  return at - Number(await page.evaluate(() => sessionStorage.getItem("clicked")));
}

/** Runs in the page, before all of its own scripts. */
function observe() {
  const bench = { firstPaint: 0, largestPaint: 0, shift: 0, quiz: 0 };
  window.bench = bench;
  const watch = (type, seen) =>
    new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true });
  watch("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") bench.firstPaint = startTime;
  });
  watch("largest-contentful-paint", ({ startTime }) => (bench.largestPaint = startTime));
  watch("layout-shift", ({ value, hadRecentInput }) => {
    if (!hadRecentInput) bench.shift += value;
  });
  const headings = {};
  /** When a heading of the first rank that ends with this text was painted; 0 if it was not yet. */
  bench.headingOf = (text) => Object.entries(headings).find(([written]) => written.endsWith(text))?.[1] ?? 0;
  const look = () => {
    for (const heading of document.querySelectorAll("h1")) {
      headings[heading.textContent.trim()] ??= Date.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // A reader who tries again and again, until the page says whether the answer is right.
  const press = (selector, text) =>
    [...document.querySelectorAll(selector)]
      // A button that submits and has no words gets the browser's.
      .find((element) => text.test(element.textContent || element.value || "Submit"))
      ?.click();
  const trying = setInterval(() => {
    if (document.readyState === "complete" && !document.querySelector("fieldset, .quiz-placeholder, .mdbook-quiz")) {
      bench.quiz = -1;
    } else if (/\bNot right\.|\bRight\.|You answered/.test(document.body?.innerText ?? "")) {
      bench.quiz = performance.now();
    } else {
      press("main button", /^Start$/);
      const option = document.querySelector("main input[type=radio]");
      if (option && !option.checked) option.click();
      press("main button, main input[type=submit]", /^(Check|Submit)$/);
      return;
    }
    clearInterval(trying);
  }, 20);
}

function median(values) {
  const known = values.filter((value) => value !== undefined).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)];
}

function print() {
  const text = (value) =>
    value === undefined ? "–" : value < 1 && value > 0 ? value.toFixed(3) : Math.round(value).toString();
  console.log(`| median of ${RUNS} cold visits | ${sites.map((site) => site.name).join(" | ")} |`);
  console.log(`|---|${sites.map(() => "--:|").join("")}`);
  for (const [what, key] of ROWS) {
    const cells = sites.map((site) => text(median(site.visits.map((visit) => visit[key]))));
    console.log(`| ${what} | ${cells.join(" | ")} |`);
  }
}
