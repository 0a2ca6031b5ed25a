// Lets a slow line bring a page of each kind, narrow and wide: what is shown already may not move when the rest arrives.
// `node tests/browser/steady.mjs DIST`
import { launch } from "./browser.mjs";
import { watch } from "./moves.mjs";
import { kinds } from "./pages.mjs";
import { serve } from "./server.mjs";

// How many pages come at once: they wait for the line, and not for the machine.
const TOGETHER = 4;

const folder = process.argv[2];
const site = await serve(folder, { isSlow: true });
const browser = await launch();
const told = [];

async function look(context, width, kind, path) {
  const page = await context.newPage();
  const moves = await watch(page);
  await page.goto(site.origin + path, { waitUntil: "load" });
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  for (const move of await moves()) told.push(`${kind} ${path} at ${width} px moves ${move}`);
  await page.close();
}

let looks = 0;
for (const width of [360, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const waiting = await kinds(folder);
  looks += waiting.length;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await look(context, width, ...next);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  await context.close();
}

await browser.close();
site.stop();
for (const line of told) console.log(line);
console.log(told.length ? `${told.length} moves in ${looks} looks` : `nothing moves in ${looks} looks`);
process.exitCode = told.length ? 1 : 0;
