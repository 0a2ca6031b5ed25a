// Searches the demonstration in both languages, by keyboard alone, and without a script; nothing is loaded before.
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const site = await serve(process.argv[2]);
const browser = await launch();
const told = [];
const tell = (line) => told.push(line);

async function open(options) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, ...options });
  const page = await context.newPage();
  const asked = [];
  page.on("console", (message) => tell(`${page.url()}: on the console: ${message.text()}`));
  page.on("pageerror", (error) => tell(`${page.url()}: a script failed: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    asked.push(url.pathname);
    if (url.origin !== site.origin && url.protocol !== "data:") tell(`asks another host: ${url}`);
    if (request.method() !== "GET" || /rent|rheoli|leeds/i.test(url.search)) {
      if (!request.isNavigationRequest()) tell(`what was typed left the page: ${url}`);
    }
  });
  return { context, page, asked };
}

// The search that a visitor makes: from the header of a page, by keyboard.
async function search({ from, label, words, finds, says }) {
  const { context, page, asked } = await open({ reducedMotion: "reduce" });
  await page.goto(site.origin + from);
  await page.getByRole("link", { name: label, exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\/$/);
  const early = asked.filter((path) => path.startsWith("/pagefind/"));
  if (early.length) tell(`${from}: loaded before anybody searched: ${early}`);
  const field = page.getByRole("searchbox");
  for (let steps = 0; steps < 60 && !(await field.evaluate((node) => node === document.activeElement)); steps += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  const status = page.getByRole("status");
  await status.filter({ hasText: says }).waitFor({ timeout: 20_000 }).catch(() => {});
  const said = await status.innerText();
  if (!says.test(said)) tell(`${from}: after ${words} it says "${said}"`);
  const links = await page.locator(".results a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  if (finds && !links.slice(0, 3).includes(finds)) tell(`${from}: ${words} finds ${links.slice(0, 5)}, and not ${finds}`);
  if (finds) {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) tell(`${from}: results are ${width} px wide`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("/search/"));
    // The way back leads to what was found.
    await page.goBack();
    await page.locator(".results a").first().waitFor({ timeout: 20_000 }).catch(() => tell(`${from}: going back, the results are gone`));
  }
  await context.close();
}

await search({ from: "/about/", label: "Search", words: "rent controls", finds: "/campaigns/rent-controls/", says: /Results: [1-9]/ });
await search({ from: "/cy/", label: "Chwilio", words: "rheoli rhenti", finds: "/cy/campaigns/rheoli-rhenti/", says: /Canlyniadau: [1-9]/ });
await search({ from: "/", label: "Search", words: "xyzzyqq", finds: null, says: /Nothing was found/ });

// A link that somebody passed on, and one whose words are HTML.
{
  const { context, page } = await open({});
  await page.goto(`${site.origin}/search/?q=leeds`);
  await page.locator(".results a").first().waitFor({ timeout: 20_000 }).catch(() => tell("?q=leeds finds nothing"));
  await page.goto(`${site.origin}/search/?q=${encodeURIComponent('<img src=x onerror="alert(1)">')}`);
  await page.waitForTimeout(0);
  if ((await page.locator("main img").count()) > 0) tell("what is typed becomes HTML");
  await context.close();
}

// Without a script the page says where else to look.
{
  const { context, page } = await open({ javaScriptEnabled: false });
  await page.goto(`${site.origin}/search/`);
  await page.getByRole("searchbox").fill("leeds");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=leeds/);
  const ways = await page.locator(".elsewhere a").count();
  if (ways < 4 || !(await page.locator(".elsewhere").isVisible())) tell(`without a script it names ${ways} places to look`);
  await context.close();
}

await browser.close();
site.stop();
for (const line of told) console.log(line);
console.log(told.length ? `the search met ${told.length} obstacles` : "the search finds what is there");
process.exitCode = told.length ? 1 : 0;
