// Looks at photographs on screens of three kinds: each fetches a file of about its size, and what is not there yet has
// its room already. `node tests/browser/sizes.mjs DIST`, on the site that the suite makes.
import { launch } from "./browser.mjs";
import { watch } from "./moves.mjs";
import { serve } from "./server.mjs";

// A photograph at the head of a page and two in its text, one of them with transparency.
const PAGE = "/news/a-day-in-pictures/";
const SCREENS = [
  { name: "a cheap telephone", viewport: { width: 360, height: 640 }, deviceScaleFactor: 1 },
  { name: "a telephone", viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 },
  { name: "a desk", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
];
// The next wider file may be up to twice as wide as is needed; the widest that is made is 1600, and the file itself 2400.
const MOST_TIMES = 2;
const WIDEST = 2400;

const site = await serve(process.argv[2]);
const browser = await launch();
const told = [];

for (const { name, ...screen } of SCREENS) {
  const tell = (line) => told.push(`${name}: ${line}`);
  const page = await (await browser.newContext(screen)).newPage();
  const fetched = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "image") fetched.push(response);
  });
  const moves = await watch(page);
  await page.goto(site.origin + PAGE, { waitUntil: "networkidle" });
  const early = fetched.length;
  // Slowly down to the end, as one who reads, so that all that waits is fetched.
  for (let at = 0; at < 30; at += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState("networkidle");
  const pictures = await page.locator("main figure img, main p img").evaluateAll((all) =>
    all.map((image) => ({
      source: new URL(image.currentSrc).pathname,
      shown: image.getBoundingClientRect().width,
      ratio: image.getBoundingClientRect().width / image.getBoundingClientRect().height,
      said: Number(image.getAttribute("width")) / Number(image.getAttribute("height")),
      isLazy: image.loading === "lazy",
    })),
  );
  if (pictures.length !== 3) tell(`shows ${pictures.length} pictures, and not 3`);
  if (early >= pictures.length) tell("fetches what is far below before anyone is there");
  if (pictures[0]?.isLazy || !pictures.slice(1).every((picture) => picture.isLazy)) tell("the first alone may not wait");
  for (const { source, shown, ratio, said } of pictures) {
    const width = Number(/\.(\d+)\.webp$/.exec(source)?.[1]);
    const needed = Math.min(shown * screen.deviceScaleFactor, WIDEST);
    if (!width) tell(`${source} is not one of the files that are made`);
    if (width < Math.min(needed, 1600) * 0.95) tell(`${source} is too coarse for ${needed} pixels`);
    if (width > Math.max(needed * MOST_TIMES, 480)) tell(`${source} is too much for ${needed} pixels`);
    if (Math.abs(ratio / said - 1) > 0.02) tell(`${source} is pulled out of shape: ${ratio} for ${said}`);
  }
  for (const move of await moves()) tell(`the page moves once it is shown, ${move}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > screen.viewport.width) tell(`the page is ${wide} pixels wide`);
  for (const response of fetched) {
    if (!response.ok()) tell(`${response.url()} answers ${response.status()}`);
  }
  await page.close();
}

await browser.close();
site.stop();
for (const line of told) console.log(line);
console.log(told.length ? `${told.length} mistakes in sizes` : "every screen gets pictures of its size");
process.exitCode = told.length ? 1 : 0;
