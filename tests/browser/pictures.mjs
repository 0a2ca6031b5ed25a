// Makes the pictures of the guides from their own examples: `node tests/browser/pictures.mjs PATH/TO/handbill`.
//
// Each shortcode's example in `docs/` becomes a page of the small site `tests/guides/`; the page is built, and what the
// shortcode shows is cut out of it. One page of each larger kind is taken as well. No picture may be large.
import { execFileSync } from "node:child_process";
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const HOUSE = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const GUIDE = join(HOUSE, "docs/content/pages/volunteers");
const MAX_BYTES = 25_000;

// What is taken besides, by the name of the picture: the page, and how wide a window shows it.
const PAGES = {
  campaign: { path: "/campaigns/rent-controls/", width: 1000, height: 700 },
  event: { path: "/events/leeds-launch-rally/", width: 1000, height: 700 },
  group: { path: "/groups/leeds/", width: 1000, height: 700 },
};

// The example below each heading `{#shortcode-NAME}`.
function examples(text) {
  const pattern = /\{#shortcode-([a-z]+)\}.*?^```markdown \S+\n(.*?)^```/gms;
  return Object.fromEntries([...text.matchAll(pattern)].map(([, name, example]) => [name, example]));
}

async function site(calls) {
  const root = await mkdtemp(join(tmpdir(), "handbill-pictures-"));
  const pages = join(root, "content/pages");
  await cp(join(HOUSE, "tests/guides/content"), join(root, "content"), { recursive: true });
  await copyFile(join(root, "content/news/march.jpg"), join(pages, "march.jpg"));
  // The examples are built without the finder: here it is shown.
  const settings = join(root, "content/site.toml");
  await writeFile(settings, (await readFile(settings, "utf8")).replace("[finder]\nenabled = false", "[finder]\nenabled = true"));
  for (const [name, call] of Object.entries(calls)) {
    await writeFile(join(pages, `picture-${name}.md`), `+++\ntitle = "Picture"\ntemplate = "wide"\n+++\n\n${call}`);
  }
  execFileSync(resolve(process.argv[2]), ["build", "--root", root], { stdio: "inherit" });
  return root;
}

// Where the visible children of the text lie, with a margin around them.
const around = () => {
  const boxes = [...document.querySelector(".prose").children].map((child) => child.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left)) - 12;
  const top = Math.min(...boxes.map((box) => box.top + scrollY)) - 12;
  const right = Math.max(...boxes.map((box) => box.right)) + 12;
  const bottom = Math.max(...boxes.map((box) => box.bottom + scrollY)) + 12;
  return { x: Math.max(left, 0), y: top, width: right - Math.max(left, 0), height: bottom - top };
};

// The best picture that is small enough: 100 is without loss, and mostly the smallest of what is flat.
const TRIES = [[100, 1], [85, 1], [75, 1], [80, 0.8], [70, 0.8], [55, 0.8]];

async function take(page, name, clip, size) {
  const client = await page.context().newCDPSession(page);
  for (const [quality, part] of TRIES) {
    const options = { format: "webp", quality, captureBeyondViewport: true, clip: { ...clip, scale: size * part } };
    const { data } = await client.send("Page.captureScreenshot", options);
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > MAX_BYTES) continue;
    await writeFile(join(GUIDE, `${name}.webp`), bytes);
    console.log(`${name}.webp: ${bytes.length} bytes, quality ${quality}, size ${size * part}`);
    return;
  }
  throw new Error(`${name} is over ${MAX_BYTES} bytes`);
}

const calls = examples(await readFile(join(GUIDE, "shortcodes.md"), "utf8"));
const root = await site(calls);
const server = await serve(join(root, "dist"));
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 560, height: 900 }, colorScheme: "light" });
  for (const name of Object.keys(calls)) {
    await page.goto(`${server.origin}/picture-${name}/`);
    await page.evaluate(() => document.querySelector("details")?.setAttribute("open", ""));
    await take(page, `shortcode-${name}`, await page.evaluate(around), 1);
  }
  for (const [name, { path, width, height }] of Object.entries(PAGES)) {
    await page.setViewportSize({ width, height });
    await page.goto(server.origin + path);
    await take(page, `kind-${name}`, { x: 0, y: 0, width, height }, 0.7);
  }
} finally {
  await browser.close();
  server.stop();
  await rm(root, { recursive: true });
}
