// Every page, over HTTP and from file://: nothing goes wrong, nothing leaves the site, and it looks and reads as it should.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { EDITIONS, PAGES, address, start } from "./site.js";

const PUBLISHER = { "zh-Hant": "遠景基金會", "zh-Hans": "远景基金会" };
const WIDTHS = [320, 390, 1440];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const { browser, bases, close } = await start();
after(close);

test("there are pages in two editions", () => {
  assert.deepEqual(Object.keys(EDITIONS).sort(), ["zh-hans", "zh-hant"]);
  assert.ok(PAGES.length > 10);
});

for (const path of PAGES) {
  for (const [scheme, base] of Object.entries(bases)) {
    test(`${path} over ${scheme}`, async (t) => {
      // A reader of neither script, so that the root page does not send him on.
      const page = await browser.newPage({ locale: "en-US" });
      t.after(() => page.close());
      const complaints = listen(page, base);
      await page.goto(address(base, path));
      assert.equal(page.url(), address(base, path));
      await showAllImages(page);
      await assertComplete(page);
      await assertFits(page);
      if (scheme === "http") await assertAccessible(page);
      assert.deepEqual(complaints, []);
    });
  }
}

/** Notes whatever a reader's browser complains of, and every request that leaves the site. */
function listen(page, base) {
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const inside = request.url().startsWith(base) || request.url().startsWith("data:");
    if (!inside) complaints.push(`left the site: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/** Also those that a browser loads only once the reader comes near; fails if one is broken. */
async function showAllImages(page) {
  await page.evaluate(async () => {
    for (const image of document.images) {
      image.loading = "eager";
      await image.decode();
    }
  });
}

async function assertComplete(page) {
  assert.notEqual(await page.title(), "");
  assert.equal(await page.locator("h1").count(), 1, "one h1");
  const contacts = await page.locator("footer address").all();
  assert.ok(contacts.length > 0, "contact block in the footer");
  for (const one of contacts) {
    assert.ok(await one.isVisible());
    assert.equal(await one.locator('a[href^="tel:"]').count(), 2, "telephone and fax");
    const language = await one.evaluate((element) => element.closest("[lang]").lang);
    const publisher = PUBLISHER[language.split("-").slice(0, 2).join("-")];
    const footer = await one.evaluate((element) => element.closest("footer").textContent);
    assert.ok(footer.includes(publisher), `publisher's name in ${language}`);
  }
}

async function assertFits(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= width, `scrolls sideways at ${width} px: needs ${needed}`);
  }
}

/** What axe-core can tell of WCAG 2.2 AA, contrast included, in light and dark. */
async function assertAccessible(page) {
  await page.evaluate(AXE);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (colorScheme === "dark") assert.ok((await brightness(page)) < 0.2, "a dark background in the dark");
    const violations = await page.evaluate(async (tags) => {
      const result = await axe.run({ runOnly: tags });
      return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
    }, WCAG);
    assert.deepEqual(violations, [], `accessibility in ${colorScheme}`);
  }
}

/** Of the page's background, from 0 to 1. */
async function brightness(page) {
  return page.evaluate(() => {
    const backgrounds = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
    const shown = backgrounds.find((color) => color !== "rgba(0, 0, 0, 0)") ?? "rgb(255, 255, 255)";
    const [red, green, blue] = shown.match(/[\d.]+/g).map(Number);
    return (red + green + blue) / 3 / 255;
  });
}
