// Pictures of the site for people to look at: the home page and an article, in both editions, on a phone and on a desk,
// in light and dark, into target/screenshots/; and the README's picture of both editions side by side.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ARTICLES, EDITIONS, ROOT, address, start } from "./site.js";

const folder = join(ROOT, "target/screenshots");
const picture = join(ROOT, "docs/screenshots/editions.png");
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

const { browser, bases, close } = await start();
mkdirSync(folder, { recursive: true });
mkdirSync(join(picture, ".."), { recursive: true });

async function take(path, file, { viewport, colorScheme = "light", fullPage = false }) {
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
  await page.goto(address(bases.http, path));
  await page.screenshot({ path: file, fullPage });
  await page.close();
}

for (const edition of Object.keys(EDITIONS)) {
  const pages = { home: `${edition}/index.html`, article: ARTICLES.find((path) => path.startsWith(`${edition}/`)) };
  for (const [name, path] of Object.entries(pages)) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ["light", "dark"]) {
        const file = join(folder, `${name}-${edition}-${size}-${colorScheme}.png`);
        await take(path, file, { viewport, colorScheme, fullPage: true });
      }
    }
  }
}

// Traditional on the left, as the source has it, Simplified on the right.
const halves = [];
for (const edition of Object.keys(EDITIONS).sort().reverse()) {
  const file = join(folder, `half-${edition}.png`);
  const article = ARTICLES.find((path) => path.startsWith(`${edition}/`));
  await take(article, file, { viewport: { width: 640, height: 860 } });
  halves.push(`<img src="data:image/png;base64,${readFileSync(file, "base64")}">`);
}
const page = await browser.newPage({ viewport: { width: 1340, height: 900 } });
await page.setContent(`
  <style>
    body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #d8d8d4 }
    img { box-shadow: 0 0 0 1px #0002 }
  </style>${halves.join("")}`);
await page.screenshot({ path: picture });
await close();
console.log(`Wrote ${folder} and ${picture}`);
