// A static host as plain as they come: files below a sub-path, 404.html for the rest, no rewriting.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/** What is compressed already. */
const COMPRESSED = [".png", ".woff2", ".zip"];

/**
 * Serves `folder` below `base` on a free port, `compressed` as hosts do it if that is wanted; gives
 * the site's address and a way to stop.
 */
export async function serve(folder, base = "/", { compressed = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = await find(folder, base, pathname);
    response.statusCode = found.status;
    if (found.location) {
      response.setHeader("location", found.location);
      response.end();
      return;
    }
    response.setHeader("content-type", TYPES[extname(found.file)] ?? "application/octet-stream");
    const bytes = createReadStream(found.file).on("error", () => response.end());
    if (compressed && !COMPRESSED.includes(extname(found.file))) {
      response.setHeader("content-encoding", "gzip");
      bytes.pipe(createGzip()).pipe(response);
    } else {
      bytes.pipe(response);
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function find(folder, base, pathname) {
  const missing = { status: 404, file: join(folder, "404.html") };
  if (!pathname.startsWith(base)) {
    return missing;
  }
  const file = join(folder, normalize(`/${decodeURIComponent(pathname.slice(base.length))}`));
  const kind = await stat(file).catch(() => undefined);
  if (kind?.isDirectory()) {
    if (!pathname.endsWith("/")) {
      return { status: 301, location: `${pathname}/` };
    }
    const index = join(file, "index.html");
    return (await stat(index).catch(() => undefined)) ? { status: 200, file: index } : missing;
  }
  return kind?.isFile() ? { status: 200, file } : missing;
}
