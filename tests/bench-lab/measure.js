// Typing in the free lab with a slow CPU: how long from a key to its painted character, and to the
// report of the text that it made. Prints a table in milliseconds.
//
//   node measure.js <folder of the site> <Dockerfile>

import { readFileSync } from "node:fs";
import { launch } from "../e2e/browser.js";
import { serve } from "../e2e/static-host.js";

const CPU_SLOWDOWN = 4;
const KEYS = 60;
/** Keys before the first that counts: a reader's first second is not what typing feels like. */
const WARM_UP = 10;
/** Milliseconds from one key to the next: a slow typist, so that every key has a report of its own. */
const PAUSE = 400;
/** The line after whose end is typed. */
const LINE = "ENV STAGE=build LEVEL=1";
const COMMAND = "docker build --build-arg TOKEN=k7Qx-demo-Vw93zR --secret id=key,src=key.txt -t app .";
const FILES = {
  "requirements.txt": "flask\n",
  "key.txt": "hY2m_demo_8LtGpB",
  ".dockerignore": "key.txt\n",
};

const [folder, dockerfile] = process.argv.slice(2);
const host = await serve(folder, "/", { compressed: true });
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
await context.addInitScript(observe);
const page = await context.newPage();
await page.goto(`${host.url}lab/`);
await setUp();
await typing();
await browser.close();
await host.close();

/** The free lab with the text, its context and its command. */
async function setUp() {
  const region = page.getByRole("region", { name: "Free lab" });
  const status = region.getByRole("status");
  await status.filter({ hasText: /^Built/ }).waitFor();
  await region.getByText("Files and secrets", { exact: true }).click();
  const files = Object.entries(FILES).map(([name, text]) => file(name, text));
  await region.getByLabel("Your files").setInputFiles(files);
  await addFile(region, "src/main.py", "print()\n");
  await region.getByRole("textbox", { name: "Build command" }).fill(COMMAND);
  await region.getByRole("tab", { name: "Dockerfile", exact: true }).click();
  const area = region.getByRole("textbox", { name: /Dockerfile/ });
  await area.fill(readFileSync(dockerfile, "utf8"));
  // The status is that of the last text until the report of this one is there.
  await region.locator(".results[data-stale]").waitFor();
  await region.locator(".results:not([data-stale])").waitFor();
  await status.filter({ hasText: /^Built/ }).waitFor();
  await area.evaluate((element, line) => {
    const at = element.value.indexOf(line) + line.length;
    element.focus();
    element.setSelectionRange(at, at);
  }, LINE);
  console.log(await status.innerText());
}

async function addFile(region, path, text) {
  await region.getByLabel("New file").fill(path);
  await region.getByRole("button", { name: "Add", exact: true }).click();
  await region.getByRole("textbox", { name: path }).fill(text);
}

function file(name, text) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

/** Types, and prints what was seen. */
async function typing() {
  const client = await context.newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  for (let key = 0; key < WARM_UP + KEYS; key += 1) {
    await page.keyboard.press("abcdefgh"[key % 8]);
    await page.waitForTimeout(PAUSE);
    await page.waitForFunction(() => !window.bench.waits());
  }
  const seen = await page.evaluate(() => window.bench.keys);
  const counted = seen.slice(-KEYS);
  console.log(`| ${KEYS} keys, CPU slowed ${CPU_SLOWDOWN} times | median, ms | 95th percentile, ms |`);
  console.log("|---|--:|--:|");
  row("from a key to its painted character", counted.map((key) => key.painted));
  row("from a key to the painted report", counted.map((key) => key.reported));
  row("the worker's part of that, not slowed", counted.map((key) => key.worked));
}

function row(what, values) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)].toFixed(1);
  console.log(`| ${what} | ${at(0.5)} | ${at(0.95)} |`);
}

/** Runs in the page, before all of its own scripts. */
function observe() {
  const keys = [];
  const stale = () => document.querySelector(".results[data-stale]");
  let asked = 0;
  let worked = 0;
  /** Whether the newest key has no report yet. */
  const waits = () => keys.length > 0 && keys.at(-1).reported === undefined;
  window.bench = { keys, waits };
  // A task queued by a frame runs when that frame has been painted.
  const afterPaint = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(undefined);
    });
  addEventListener(
    "keydown",
    (event) => {
      const key = { at: event.timeStamp };
      keys.push(key);
      afterPaint(() => (key.painted = performance.now() - key.at));
      const look = () => {
        if (stale() || asked === 0) {
          requestAnimationFrame(look);
        } else {
          key.worked = worked;
          afterPaint(() => (key.reported = performance.now() - key.at));
        }
      };
      asked = 0;
      requestAnimationFrame(look);
    },
    { capture: true },
  );
  // The simulator's own time: from a question to the answer.
  const Simulator = window.Worker;
  window.Worker = class extends Simulator {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => (worked = performance.now() - asked));
    }

    postMessage(...given) {
      asked = performance.now();
      super.postMessage(...given);
    }
  };
}
