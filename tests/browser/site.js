// The built site as the browser tests see it: its pages, served over HTTP and as files, and a Chromium to open them.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
export const SITE = resolve(process.env.SHANBEN_SITE ?? join(ROOT, "site"));

/** The language tag of each edition's folder, as its home page states it: { "zh-hant": "zh-Hant-TW", … } */
export const EDITIONS = Object.fromEntries(
  readdirSync(SITE)
    .filter((folder) => existsSync(join(SITE, folder, "index.html")))
    .map((folder) => [folder, /<html lang="([^"]+)"/.exec(read(`${folder}/index.html`))[1]]),
);

/** Every page, as a path in the site. */
export const PAGES = readdirSync(SITE, { recursive: true })
  .filter((path) => path.endsWith(".html"))
  .map((path) => path.split(sep).join("/"))
  .sort();

/** The pages of running text: those whose paragraphs can be linked to. */
export const ARTICLES = PAGES.filter((path) => (read(path).match(/<p id="p\d+"/g) ?? []).length >= 5);

export function read(path) {
  return readFileSync(join(SITE, path), "utf8");
}

/** A page's address under one of `bases`. */
export function address(base, path) {
  return base + encodeURI(path);
}

/** Starts a browser and a server. `bases` tells where the site's root is: under a sub-path on a host, and on disk. */
export async function start() {
  const server = createServer(serve);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({
    executablePath: execFileSync("which", ["chromium"], { encoding: "utf8" }).trim(),
    args: [
      "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
    chromiumSandbox: process.getuid() !== 0, // Chromium refuses its sandbox to root
  });
  return {
    browser,
    bases: {
      http: `http://127.0.0.1:${server.address().port}${BASE}`,
      file: `${pathToFileURL(SITE)}/`,
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

const BASE = "/any/base/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

/** What any static host does: files by their path, a folder's index.html, and 404.html for what is not there. */
function serve(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  let file = path.startsWith(BASE) ? resolve(SITE, path.slice(BASE.length)) : "";
  if (path.endsWith("/")) file = join(file, "index.html");
  const found = !relative(SITE, file).startsWith("..") && existsSync(file);
  if (!found) file = join(SITE, "404.html");
  response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  response.end(readFileSync(file));
}
