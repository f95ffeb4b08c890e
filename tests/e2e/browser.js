// A real Chromium, and a page in it that must stay without complaint.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser with a profile of its own. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.LAYERWISE_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
    args: FLAGS,
  });
}

/**
 * A page in a context of its own that writes down every complaint: console errors and warnings,
 * uncaught errors, failed and refused requests, requests to any other origin. Only with
 * `keepsOffline` may the browser keep the course.
 */
export async function openPage(browser, { keepsOffline = false, ...options } = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  if (!keepsOffline) {
    // Or every page of every test would send for the whole course.
    await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  }
  const page = await context.newPage();
  const complaints = watch(page, options);
  return {
    page,
    context,
    complaints,
    assertClean: () => assert.deepEqual(complaints, []),
    close: () => context.close(),
  };
}

/** Collects the complaints of a page that is open already. */
export function watch(page, { javaScriptEnabled = true } = {}) {
  const complaints = [];
  let origin;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("crash", () => complaints.push("the page crashed"));
  page.on("request", (request) => {
    const address = new URL(request.url());
    origin ??= address.origin;
    if (["http:", "https:", "ws:", "wss:"].includes(address.protocol) && address.origin !== origin) {
      complaints.push(`third party: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page ends its requests; without JavaScript a script's preload is refused.
    const isWanted = reason === "net::ERR_ABORTED" || (reason === "csp" && !javaScriptEnabled);
    if (!isWanted) {
      complaints.push(`request failed: ${request.url()} ${reason}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      complaints.push(`${response.status()}: ${response.url()}`);
    }
  });
  return complaints;
}

/** Waits until the page has fetched what it wants and can be used, not only read. */
export async function alive(page) {
  await page.waitForLoadState("networkidle");
  const check = page.getByRole("button", { name: "Check", exact: true }).first();
  if (await check.count()) {
    await check.and(page.locator(":enabled")).waitFor();
  }
}
