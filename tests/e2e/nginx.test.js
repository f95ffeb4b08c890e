// A real nginx serves the built course by the file that comes with it, at the root and below a path.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { alive, launch, openPage } from "./browser.js";
import { answer, topics } from "./learner.js";
import { folder } from "./site.js";

const run = promisify(execFile);
const NGINX = process.env.LAYERWISE_NGINX ?? "nginx";
const missing = await run(NGINX, ["-v"]).then(() => false, () => `there is no ${NGINX}`);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const base of ["/", "/a/b/"]) {
  describe(`nginx at ${base}`, { skip: missing }, () => {
    let nginx;
    before(async () => (nginx = await start(base)));
    after(() => nginx?.stop());

    test("every page loads, with its headers and compressed", async () => {
      const { page, assertClean, close } = await openPage(browser);
      const response = await page.goto(nginx.url + topics[0]);
      await alive(page);
      const headers = await response.allHeaders();
      assert.match(headers["content-security-policy"], /frame-ancestors 'self'/);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["cache-control"], "no-cache");
      assert.equal(headers["content-encoding"], "gzip");
      await answer(page, 1);
      const script = await page.locator("script[src$='theme.js']").evaluate((node) => node.src);
      const kept = (await page.request.get(script)).headers();
      assert.match(kept["cache-control"], /max-age=\d{8}/);
      assert.match(kept["content-security-policy"], /default-src 'self'/);
      assertClean();
      await close();
    });

    test("what is not there is said so, with a way home", async () => {
      const { page, close } = await openPage(browser);
      const response = await page.goto(`${nginx.url}no-such-page/`);
      assert.equal(response.status(), 404);
      await page.getByRole("link", { name: "To the course" }).click();
      await page.waitForURL(nginx.url);
      await close();
    });
  });
}

/** nginx with the course at this path, on a free port. */
async function start(base) {
  const scratch = await mkdtemp(join(tmpdir(), "layerwise-nginx-"));
  const root = join(scratch, "www");
  const site = join(root, base);
  await mkdir(dirname(join(site, "x")), { recursive: true });
  await cp(folder, site, { recursive: true });
  for (const file of await compressible(site)) {
    await run("gzip", ["--keep", "--no-name", file]);
  }
  const port = await freePort();
  const config = `
    daemon off; pid ${scratch}/pid; error_log stderr;
    ${process.getuid?.() === 0 ? "user root;" : ""}
    events {}
    http {
      include /etc/nginx/mime.types; access_log off;
      client_body_temp_path ${scratch}; proxy_temp_path ${scratch}; fastcgi_temp_path ${scratch};
      uwsgi_temp_path ${scratch}; scgi_temp_path ${scratch};
      server {
        listen 127.0.0.1:${port};
        location ${base} {
          root ${root};
          include ${site}hosting/nginx.conf;
          error_page 404 ${base}404.html;
        }
      }
    }`;
  await writeFile(join(scratch, "nginx.conf"), config);
  const server = spawn(NGINX, ["-c", join(scratch, "nginx.conf")], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}${base}`;
  await answers(url, server);
  return {
    url,
    async stop() {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
      await rm(scratch, { recursive: true });
    },
  };
}

async function compressible(site) {
  const { stdout } = await run("find", [site, "-name", "*.html", "-o", "-name", "*.js", "-o", "-name", "*.css", "-o", "-name", "*.json"]);
  return stdout.split("\n").filter((file) => file !== "");
}

/** Asks until the server answers; fails if it ends before. */
async function answers(url, server) {
  while (server.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response) return;
    await new Promise((next) => setImmediate(next));
  }
  throw new Error(`nginx ended with ${server.exitCode}`);
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
