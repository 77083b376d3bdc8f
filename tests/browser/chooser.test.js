// The root page sends readers to their script, remembers a choice, and works without JavaScript.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { EDITIONS, start } from "./site.js";

const { browser, bases, close } = await start();
after(close);

const READERS = { "zh-TW": "zh-hant", "zh-HK": "zh-hant", "zh-CN": "zh-hans", "zh-SG": "zh-hans" };

for (const [scheme, base] of Object.entries(bases)) {
  const root = `${base}index.html`;
  const home = (folder) => `${base}${folder}/index.html`;

  for (const [locale, folder] of Object.entries(READERS)) {
    test(`over ${scheme}, a reader of ${locale} comes to ${folder}`, async (t) => {
      const page = await browser.newPage({ locale });
      t.after(() => page.close());
      await page.goto(root);
      await page.waitForURL(home(folder));
    });
  }

  test(`over ${scheme}, a reader of another language is asked, and the choice is remembered`, async (t) => {
    const page = await browser.newPage({ locale: "en-US" });
    t.after(() => page.close());
    await page.goto(root);
    await page.locator(`a[hreflang="${EDITIONS["zh-hans"]}"]`).first().click();
    await page.waitForURL(home("zh-hans"));
    await page.goto(root);
    await page.waitForURL(home("zh-hans"));
  });

  test(`over ${scheme}, the switch is a choice that is remembered, and can be made anew`, async (t) => {
    const page = await browser.newPage({ locale: "zh-TW" });
    t.after(() => page.close());
    await page.goto(root);
    await page.waitForURL(home("zh-hant"));
    await page.locator(`body a[hreflang="${EDITIONS["zh-hans"]}"]`).first().click();
    await page.waitForURL(home("zh-hans"));
    await page.goto(root);
    await page.waitForURL(home("zh-hans"));

    await page.locator('footer a[href^="../index.html"]').click();
    for (const tag of Object.values(EDITIONS)) {
      assert.ok(await page.locator(`body a[hreflang="${tag}"]`).first().isVisible(), `${tag} is offered`);
    }
  });

  test(`over ${scheme}, both editions are offered without JavaScript`, async (t) => {
    const page = await browser.newPage({ locale: "zh-TW", javaScriptEnabled: false });
    t.after(() => page.close());
    for (const [folder, tag] of Object.entries(EDITIONS)) {
      await page.goto(root);
      assert.equal(page.url(), root);
      await page.locator(`body a[hreflang="${tag}"]`).first().click();
      assert.equal(page.url(), home(folder));
    }
  });
}
