// The switch between the scripts leads to the same page in the other script, and keeps the reader's place.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ARTICLES, EDITIONS, PAGES, address, start } from "./site.js";

const { browser, bases, close } = await start();
after(close);

test("there are articles in each edition", () => {
  for (const folder of Object.keys(EDITIONS)) assert.ok(ARTICLES.some((path) => path.startsWith(`${folder}/`)));
});

for (const [scheme, base] of Object.entries(bases)) {
  for (const path of ARTICLES) {
    for (const size of [{ width: 390, height: 760 }, { width: 1440, height: 900 }]) {
      test(`${path} over ${scheme}, ${size.width} px wide: the switch keeps the place`, async (t) => {
        const page = await browser.newPage({ locale: "zh-TW", viewport: size });
        t.after(() => page.close());
        await page.goto(address(base, path));
        const id = await page.evaluate(() => {
          const paragraphs = [...document.querySelectorAll("main p[id]")];
          const middle = paragraphs[Math.floor(paragraphs.length / 2)];
          middle.scrollIntoView({ block: "start", behavior: "instant" });
          return middle.id;
        });
        await waitUntilInView(page, id);

        const twin = twinOf(path);
        await clickWithoutScrolling(page, `a[hreflang="${EDITIONS[twin.split("/")[0]]}"]`);
        await page.waitForURL((url) => url.href.split("#")[0] === address(base, twin));
        await waitUntilInView(page, id);
      });
    }
  }
}

test("the switch works without JavaScript, on every page that has a twin", async (t) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  t.after(() => page.close());
  for (const path of PAGES.filter((path) => path.includes("/") && PAGES.includes(twinOf(path)))) {
    await page.goto(address(bases.file, path));
    const twin = twinOf(path);
    await page.locator(`body a[hreflang="${EDITIONS[twin.split("/")[0]]}"]`).first().click();
    assert.equal(page.url().split("#")[0], address(bases.file, twin));
  }
});

/** The same page in the other edition. */
function twinOf(path) {
  const [folder] = path.split("/");
  const other = Object.keys(EDITIONS).find((edition) => edition !== folder);
  return other + path.slice(folder.length);
}

/** Fails if the reader does not soon see the element. */
async function waitUntilInView(page, id) {
  const isInView = (id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return document.readyState === "complete" && top < innerHeight && bottom > 0;
  };
  await page.waitForFunction(isInView, id, { timeout: 3000 }).catch(() => assert.fail(`#${id} is not in view on ${page.url()}`));
}

/** Clicks where the reader sees the link now: Playwright's own click would scroll to it and lose the place. */
async function clickWithoutScrolling(page, selector) {
  const { height } = page.viewportSize();
  for (const link of await page.locator(`body ${selector}`).all()) {
    const box = await link.boundingBox();
    if (box && box.y >= 0 && box.y + box.height <= height) {
      return page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    }
  }
  assert.fail("the switch is out of the reader's sight");
}
