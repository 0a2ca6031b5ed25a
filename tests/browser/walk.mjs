// Walks the whole site as a visitor does: every page at 320 px, then by mouse, by keyboard alone, and without scripts.
// With "sample" behind the folder it looks at one page of each kind where it would at all.
// No dead link, no word on the console, no request to anybody else, nothing that has to be scrolled sideways.
import { createServer } from "node:http";
import { launch } from "./browser.mjs";
import { kinds, some } from "./pages.mjs";
import { serve } from "./server.mjs";

const folder = process.argv[2];
const site = await serve(folder);
const browser = await launch();
const told = [];
const tell = (line) => told.push(line);

// A page that tells what a visitor should never meet.
async function open(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => tell(`${page.url()}: on the console: ${message.text()}`));
  page.on("pageerror", (error) => tell(`${page.url()}: a script failed: ${error.message}`));
  page.on("dialog", (dialog) => tell(`${page.url()}: a dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:")) {
      tell(`${page.url()}: asks another host: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    // A visitor who goes on before the icon is there is no obstacle.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") tell(`${page.url()}: could not load ${request.url()}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) tell(`${page.url()}: ${response.status()} for ${response.url()}`);
  });
  return { page, close: () => context.close() };
}

async function everyPage() {
  const { page, close } = await open({ viewport: { width: 320, height: 640 } });
  const known = new Set(await some(folder));
  const looked = process.argv[3] === "sample" ? (await kinds(folder)).map(([, path]) => path) : known;
  const linked = new Map();
  for (const path of looked) {
    await page.goto(site.origin + path);
    const seen = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      wide: [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
        .slice(0, 3),
      links: [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href),
      cookies: document.cookie,
    }));
    if (seen.width > 320) tell(`${path}: ${seen.width} px wide on a screen of 320: ${seen.wide.join(", ")}`);
    if (seen.cookies) tell(`${path}: a cookie`);
    for (const link of seen.links) {
      const url = new URL(link);
      if (url.origin === site.origin && !url.pathname.startsWith("/api/")) linked.set(url.pathname, path);
    }
  }
  for (const [path, from] of linked) {
    if (known.has(path)) continue;
    const answer = await page.request.get(site.origin + path);
    if (!answer.ok()) tell(`${from}: a dead link to ${path}`);
  }
  await close();
  return looked.size ?? looked.length;
}

async function byMouse() {
  const { page, close } = await open({});
  const follow = async (what, locator, fits) => {
    if ((await locator.count()) === 0) return tell(`by mouse: no ${what} on ${page.url()}`);
    await locator.first().click();
    await page.waitForLoadState();
    if (!fits(new URL(page.url()))) tell(`by mouse: ${what} led to ${page.url()}`);
  };
  const main = page.locator("main");
  await page.goto(`${site.origin}/`);
  await follow("campaign", main.locator('a[href^="/campaigns/"]:not([href="/campaigns/"])'), (url) => url.pathname.startsWith("/campaigns/"));
  if (!(await page.locator('form[action="/api/pledge"]').first().isVisible())) tell("by mouse: a campaign without its pledge");
  await follow("language switch", page.locator('a[hreflang="cy"], a[lang="cy"]'), (url) => url.pathname.startsWith("/cy/"));
  if ((await page.locator("html").getAttribute("lang")) !== "cy") tell("by mouse: the Welsh page does not say that it is Welsh");
  await page.goto(`${site.origin}/news/`);
  await follow("article", main.locator('a[href^="/news/"]'), (url) => url.pathname.startsWith("/news/"));
  await page.goto(`${site.origin}/groups/`);
  await follow("region", main.locator('a[href^="/regions/"]'), (url) => url.pathname.startsWith("/regions/"));
  await follow("group", main.locator('a[href^="/groups/"]'), (url) => url.pathname.startsWith("/groups/"));
  await page.goto(`${site.origin}/events/`);
  await follow("event", main.locator('a[href^="/events/"]:not([href*="archive"]):not([href$=".ics"])'), (url) => url.pathname.startsWith("/events/"));
  const calendar = await main.locator('a[href$=".ics"]').first().getAttribute("href");
  const entry = await page.request.get(new URL(calendar, page.url()).href);
  if (!(entry.headers()["content-type"] ?? "").startsWith("text/calendar")) tell(`by mouse: ${calendar} is no calendar`);
  // An empty form is kept back by the browser, with the first field that wants an answer in focus.
  await page.goto(`${site.origin}/campaigns/rent-controls/`);
  const before = page.url();
  await page.locator('form[action="/api/pledge"] button').first().click();
  if (page.url() !== before) tell("by mouse: an empty pledge was sent");
  if (!(await page.evaluate(() => document.activeElement?.matches(":invalid")))) tell("by mouse: no field asks for an answer");
  await close();
}

async function byKeyboard(path) {
  // Without the glide to a far link, which would still be under way when we look.
  const { page, close } = await open({ reducedMotion: "reduce" });
  await page.goto(site.origin + path);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute("href"), isSeen: box.width > 1 && box.top >= 0 && box.left >= 0 };
  });
  if (!skip.href?.startsWith("#") || !skip.isSeen) tell(`by keyboard: ${path} does not begin with a skip link that is seen`);
  await page.keyboard.press("Enter");
  if (!(await page.evaluate(() => document.activeElement?.closest("main")))) tell(`by keyboard: the skip link of ${path} leads past the content`);
  await page.goto(site.origin + path);
  const stops = [];
  for (let step = 0; step < 400; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      // A link that runs over two lines has a box for each; the middle of both together may lie beside it.
      const box = focused.getClientRects()[0] ?? focused.getBoundingClientRect();
      const style = getComputedStyle(focused);
      const mark = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const point = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
      return {
        name: `${focused.tagName.toLowerCase()} ${focused.textContent.trim().slice(0, 30) || focused.id}`,
        isMarked: mark || style.boxShadow !== "none",
        isSeen: box.bottom > 0 && box.top < innerHeight && (!point || focused.contains(point) || point.contains(focused)),
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  for (const { name } of stops.filter((stop) => !stop.isMarked)) tell(`by keyboard: ${path}: no visible focus on ${name}`);
  for (const { name } of stops.filter((stop) => !stop.isSeen)) tell(`by keyboard: ${path}: ${name} has the focus and is not seen`);
  if (stops.length < 5) tell(`by keyboard: ${path} has only ${stops.length} stops`);
  await close();
}

async function withoutScripts() {
  const { page, close } = await open({ javaScriptEnabled: false });
  for (const [, path] of await kinds(folder)) {
    const answer = await page.goto(site.origin + path);
    if (!answer.ok()) tell(`without scripts: ${path} answers ${answer.status()}`);
    if (!(await page.locator("h1").isVisible())) tell(`without scripts: ${path} shows no title`);
  }
  await close();
}

async function notFound() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const answer = await page.goto(`${site.origin}/no/such/page/`);
  if (answer.status() !== 404) tell(`a page that is not there answers ${answer.status()}`);
  if (!(await page.locator("main a").first().isVisible())) tell("the page for lost visitors leads nowhere");
  await context.close();
}

// On a page of somebody else's, at another origin, a form for a frame is shown, and no other page.
async function inFrames() {
  let asked = "";
  const partner = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!DOCTYPE html><title>A partner</title><iframe src="${asked}" width="400" height="400"></iframe>`);
  });
  await new Promise((ready) => partner.listen(0, "127.0.0.1", ready));
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const [kind, path] of [...(await kinds(folder)), ["lost", "/no/such/page/"]]) {
    asked = site.origin + path;
    await page.goto(`http://localhost:${partner.address().port}/`);
    const isShown = page.frames()[1]?.url() === asked;
    if (isShown !== kind.toLowerCase().includes("embed")) tell(`${path} is ${isShown ? "" : "not "}shown in a frame`);
  }
  await context.close();
  partner.closeAllConnections();
  partner.close();
}

const pages = await everyPage();
await byMouse();
for (const path of ["/", "/campaigns/rent-controls/", "/events/", "/donate/"]) await byKeyboard(path);
await withoutScripts();
await notFound();
await inFrames();
await browser.close();
site.stop();
const lines = [...new Set(told)];
for (const line of lines) console.log(line.replaceAll(site.origin, ""));
console.log(`the walk ${lines.length ? `met ${lines.length} obstacles` : "met nothing in its way"} on ${pages} pages`);
process.exitCode = lines.length ? 1 : 0;
