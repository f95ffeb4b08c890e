// The built site that is under test, as files.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

export const folder = resolve(process.env.LAYERWISE_SITE ?? "../../target/site");

/** Every HTML file, as a path from the site's root. */
export const htmlFiles = files().filter((file) => file.endsWith(".html"));

/** Pages made for paper, without scripts. */
export const sheets = htmlFiles.filter((file) => file.startsWith("print/"));

/** Every page that has an address of its own, as one types it: "", "arg-secrets/". */
export const pages = htmlFiles
  .filter((file) => file.endsWith("index.html") && !sheets.includes(file))
  .map((file) => file.slice(0, -"index.html".length));

/** The file's text. */
export function read(file) {
  return readFileSync(join(folder, file), "utf8");
}

/** Every file, as a path from the site's root with forward slashes. */
export function files() {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(sep).join("/"))
    .sort();
}

/** The path from the site's root that `address` means in `file`, without query and fragment. */
export function target(file, address) {
  const [path] = address.split(/[?#]/);
  if (path === "") {
    return file;
  }
  const found = join(dirname(file), path).split(sep).join("/");
  const isFolder = path.endsWith("/") || path === "." || path === "..";
  return isFolder ? join(found, "index.html") : found;
}
