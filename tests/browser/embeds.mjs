// A partner shows a form of ours in a frame on a page of another origin, with the code that the share page gives: it is
// filled in by keyboard alone, with and without scripts, with a mistake made and mended, and the answer fills the window.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { launch } from "./browser.mjs";

const origin = process.argv[2];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const browser = await launch();
const told = [];
const tell = (line) => told.push(line);

let shown = "";
const partner = createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(`<!DOCTYPE html><html lang="en"><title>A partner</title><h1>A partner</h1><p><a href="/">A link</a></p>${shown}`);
});
await new Promise((ready) => partner.listen(0, "127.0.0.1", ready));
// Another port and another name: nothing here is of our site.
const elsewhere = `http://localhost:${partner.address().port}/`;

// The code that a share page gives, with the server of this test in the place of the site's own address.
async function code(page, path, id) {
  await page.goto(origin + path);
  const text = await page.locator(`#${id}`).inputValue();
  const [, base] = text.match(/(?:src|href)="(https?:\/\/[^/"]+)/) ?? [];
  if (!base) tell(`${path}: no code in #${id}: ${text}`);
  return text.replaceAll(base, origin);
}

async function visitor(name, options) {
  const context = await browser.newContext({ viewport: { width: 400, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!/Failed to load resource/.test(message.text())) tell(`${name}: on the console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`${name}: a script failed: ${error.message}`));
  return { context, page, has: (is, what) => is || tell(`${name}: ${what} (${page.url()})`) };
}

// Goes from field to field of a document with Tab, types what is to be typed, and presses Enter on the button.
async function fill(page, document, answers) {
  const left = new Map(Object.entries(answers));
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await document().evaluate(() => {
      const { name, type } = document.activeElement ?? {};
      return { name, type };
    });
    if (at.type === "submit") {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      return true;
    }
    const answer = left.get(at.name);
    if (answer === true) await page.keyboard.press("Space");
    else if (answer !== undefined) {
      await page.keyboard.press("Control+A");
      await page.keyboard.type(answer);
    }
    left.delete(at.name);
  }
  return false;
}

async function confirmed(page, email) {
  await page.goto(`${origin}/_dev/mail`);
  const row = page.locator("li", { hasText: email }).first();
  if ((await row.count()) === 0) return false;
  await row.locator("a").first().click();
  await page.waitForLoadState();
  await page.locator('a[href*="/api/confirm/"]').first().click();
  await page.waitForLoadState();
  await page.locator("main form button").first().focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return !page.url().includes("/api/");
}

async function walk(name, share, id, lang, email, javaScriptEnabled) {
  const { context, page, has } = await visitor(name, { javaScriptEnabled });
  shown = await code(page, share, id);
  await page.goto(elsewhere);
  const frame = () => page.frames()[1];
  await page.frameLocator("iframe").locator("form").waitFor({ timeout: 10000 }).catch(() => {});
  has(frame()?.url().startsWith(`${origin}/`), "the form is not shown");
  await frame().locator("form").scrollIntoViewIfNeeded();
  has((await frame().locator("html").getAttribute("lang")) === lang, `the form is not in ${lang}`);
  has((await page.locator("iframe").getAttribute("title")).length > 10, "the frame has no name");
  const height = await page.locator("iframe").evaluate((element) => element.clientHeight);
  const wanted = await frame().evaluate(() => document.documentElement.scrollHeight);
  const body = await frame().evaluate(() => document.body.offsetHeight);
  has(wanted <= height, `the form wants ${wanted} pixels of ${height}`);
  has(height < body * 1.45, `the form wants ${body} pixels, and has ${height}`);
  has(await frame().evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the form is too wide");
  const typed = { given_name: "Ann", family_name: "O'Neill & <Co>", email_address: email, old_enough: true };
  has(await fill(page, frame, { ...typed, postal_code: "not one" }), "Tab does not lead to the button");
  has(new URL(page.url()).pathname.startsWith("/api/"), "a mistake was not answered in the whole window");
  has(page.frames().length === 1, "the answer stands in a frame");
  has((await page.locator('[name="family_name"]').inputValue()) === typed.family_name, "what was typed is gone");
  await page.locator(".errors").first().focus();
  await fill(page, () => page.mainFrame(), { postal_code: "LS1 3AA" });
  has(!page.url().includes("/api/") && (await page.locator("h1").isVisible()), "no thanks");
  has((await page.locator("html").getAttribute("lang")) === lang, "the thanks are in another language");
  has(await confirmed(page, email), "what was sent cannot be confirmed");
  has((await context.cookies()).length === 0, "a cookie was set");
  await context.close();
}

for (const scripts of [true, false]) {
  const n = scripts ? "with" : "without";
  await walk(`in English, ${n} scripts`, "/campaigns/rent-controls/share/", "copy-pledge", "en", `frame-${n}@example.org`, scripts);
  await walk(`in Welsh, ${n} scripts`, "/cy/campaigns/rheoli-rhenti/share/", "copy-pledge", "cy", `ffram-${n}@example.org`, scripts);
}

// Links leave the frame, and what is ours and no form is not shown in one.
{
  const { context, page, has } = await visitor("links", {});
  shown = await code(page, "/campaigns/rent-controls/share/", "copy-pledge");
  await page.goto(elsewhere);
  await page.frameLocator("iframe").locator("form").waitFor();
  for (const link of await page.frames()[1].locator("a").all()) {
    const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await opened.waitForLoadState();
    has(opened.url().startsWith(`${origin}/`), `a link leads to ${opened.url()}`);
    has((await opened.evaluate(() => window.opener)) === null, "the new page holds on to the old one");
    await opened.close();
  }
  await context.close();
  const quiet = await browser.newContext();
  const other = await quiet.newPage();
  const paths = ["/", "/campaigns/rent-controls/", "/campaigns/rent-controls/share/", "/thank-you/pledge/", "/donate/", "/no/such/", "/api/confirm/0123456789abcdef0123456789abcdef"];
  for (const path of paths) {
    shown = `<iframe src="${origin}${path}"></iframe>`;
    await other.goto(elsewhere);
    if (other.frames()[1]?.url() === origin + path) tell(`${path} is shown in a frame`);
  }
  await quiet.close();
}

// A frame that a partner's page keeps from opening windows is not ours to mend; one of the page itself is judged by axe.
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${origin}/campaigns/rent-controls/share/`);
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
  for (const { id, nodes } of found.violations) tell(`the share page, ${colorScheme}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
  await context.close();
}

// The buttons copy, and say so; the picture of the count is there, and leads to the campaign.
{
  const { context, page, has } = await visitor("copying", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${origin}/campaigns/rent-controls/share/`);
  const button = page.locator('[data-copy="copy-link"]');
  await button.focus();
  await page.keyboard.press("Enter");
  await page.locator("[role=status]", { hasText: /\w/ }).first().waitFor({ timeout: 5000 }).catch(() => tell("copying says nothing"));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  has(copied.endsWith("/campaigns/rent-controls/"), `copied: ${copied}`);
  shown = await code(page, "/campaigns/rent-controls/share/", "copy-count");
  await page.goto(elsewhere);
  const picture = page.locator("img");
  has(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0, () => false)), "no picture of the count");
  has((await picture.getAttribute("alt")).length > 10, "the picture says nothing to those who do not see it");
  await Promise.all([page.waitForURL(`${origin}/campaigns/rent-controls/`), picture.click()]);
  await context.close();
}
{
  const { context, page, has } = await visitor("without scripts", { javaScriptEnabled: false });
  await page.goto(`${origin}/campaigns/rent-controls/share/`);
  has((await page.locator("[data-copy]:visible").count()) === 0, "a button that does nothing");
  await context.close();
}

await browser.close();
partner.closeAllConnections();
partner.close();
for (const line of [...new Set(told)]) console.log(line.replaceAll(origin, ""));
console.log(`the frames ${told.length ? `met ${told.length} obstacles` : "met nothing in their way"}`);
process.exitCode = told.length ? 1 : 0;
