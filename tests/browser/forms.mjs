// Walks each form as a visitor does, on a site that is served with its functions: by keyboard alone, without scripts,
// on a small screen, with mistakes made and mended, in both languages, to the thank-you page, the letter, the
// confirmation and the count.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";

const origin = process.argv[2];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const browser = await launch();
const told = [];
const tell = (line) => told.push(line);
let walks = 0;

// A visitor; what would be a fault of ours on any page is told.
async function visitor(name, options) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    // The browser itself says on the console that an answer to a mistake has status 422, and the like.
    if (!message.text().startsWith("Failed to load resource")) tell(`${name}: on the console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`${name}: a script failed: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) tell(`${name}: asks another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) tell(`${name}: ${response.status()} for ${response.url()}`);
    if (new URL(response.url()).pathname.startsWith("/api/") && !response.headers()["content-security-policy"]) {
      tell(`${name}: ${response.url()} has no policy`);
    }
  });
  return { page, close: () => context.close(), has: (is, what) => is || tell(`${name}: ${what} (${page.url()})`) };
}

const form = (page, action) => page.locator(`form[action="${action}"]`).first();

// Types by keyboard alone: Tab leads from field to field, and what is not named is passed by.
async function typeInto(page, action, answers) {
  const first = form(page, action).locator("input:not([type=hidden]), textarea, select, button").first();
  await first.focus();
  const left = new Map(Object.entries(answers));
  for (let stop = 0; stop < 80; stop += 1) {
    const name = await page.evaluate(() => `${document.activeElement?.getAttribute("name") ?? ""}|${document.activeElement?.value ?? ""}|${document.activeElement?.type ?? ""}`);
    const [field, value, type] = name.split("|");
    if (type === "submit") break;
    const answer = left.get(field);
    if (answer !== undefined) {
      if (type === "checkbox") {
        if (answer === true || (typeof answer === "string" && value.startsWith(answer))) await page.keyboard.press("Space");
      } else if (type === "radio") {
        for (let step = 0; step < 12; step += 1) {
          const now = await page.evaluate(() => document.activeElement.value);
          if (now === answer) break;
          await page.keyboard.press("ArrowDown");
        }
        await page.keyboard.press("Space");
      } else {
        await page.keyboard.press("Control+A");
        await page.keyboard.type(answer);
      }
    }
    await page.keyboard.press("Tab");
  }
  await onward(page);
}

// Presses Enter, and waits for the page that it leads to.
async function onward(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

async function judged(page, name) {
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) tell(`${name}: has to be scrolled sideways`);
}

// axe runs only where scripts do.
async function looked(path, name) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
    for (const { id, help, nodes } of found.violations) tell(`${name}: ${id}: ${help}: ${nodes[0]?.html.slice(0, 160)}`);
    await context.close();
  }
}

// The newest letter to an address, as the mailbox shows it.
async function letter(page, to) {
  await page.goto(`${origin}/_dev/mail`);
  const row = page.locator("li", { hasText: to }).first();
  if ((await row.count()) === 0) return null;
  await row.locator("a").first().click();
  await page.waitForLoadState();
  return page.locator("pre").first();
}

async function count(id) {
  const answer = await fetch(`${origin}/api/count/${id}.json`);
  return (await answer.json()).confirmed ?? (await answer.json()).count;
}

async function confirmed(who, email) {
  const { page, has } = who;
  const text = await letter(page, email);
  if (!text) return tell(`no letter has gone to ${email}`);
  const words = await text.textContent();
  has(/Promoted by|Hyrwyddwyd gan/.test(words), "the letter has no imprint");
  await text.locator('a[href*="/api/confirm/"]').first().click();
  await page.waitForLoadState();
  await judged(page, "the page that asks to confirm");
  await page.locator("main form button").first().focus();
  await onward(page);
  has((await page.locator("h1").textContent()).trim().length > 0, "a confirmation without a word");
}

// A form: what is typed with a mistake, what the mistake is, and what mends it.
async function walk({ name, path, action, lang, wrong, broken, right, confirms, scripts }) {
  walks += 1;
  const who = await visitor(name, { javaScriptEnabled: scripts });
  const { page, has } = who;
  await page.goto(origin + path);
  has((await form(page, action).count()) === 1, `no form that posts to ${action}`);
  await typeInto(page, action, wrong);
  has(new URL(page.url()).pathname === action, "a mistake was not answered");
  has((await page.locator("html").getAttribute("lang")) === lang, `the answer is not in ${lang}`);
  const summary = page.locator(".errors:not([hidden])").first();
  has((await summary.count()) === 1, "no summary of what is wrong");
  const link = summary.locator("a").first();
  if ((await link.count()) === 1) {
    await link.focus();
    await page.keyboard.press("Enter");
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("name"));
    has(focused === broken, `the first mistake leads to ${focused}, not to ${broken}`);
    const field = page.locator(`[name="${broken}"]`).first();
    has((await field.getAttribute("aria-invalid")) === "true", "the field does not say that it is wrong");
    const words = await field.getAttribute("aria-describedby");
    has(words?.split(" ").length >= 1, "the field does not point to what is wrong");
  }
  for (const [field, value] of Object.entries(wrong)) {
    if (typeof value !== "string" || field === broken || field === "consent") continue;
    const control = page.locator(`[name="${field}"]`).first();
    const kept = (await control.getAttribute("type")) === "radio" ? await page.locator(`[name="${field}"]:checked`).inputValue() : await control.inputValue();
    has(kept === value, `${field} was not kept: ${kept}`);
  }
  await judged(page, `${name}, with mistakes`);
  await typeInto(page, action, right);
  if (confirms) {
    has(!new URL(page.url()).pathname.startsWith("/api/"), "no thank-you page");
    has((await page.locator("html").getAttribute("lang")) === lang, "the thanks are in another language");
    await confirmed(who, right.email_address ?? wrong.email_address);
  }
  await who.close();
}

const person = (email, more) => ({ given_name: "Ann", family_name: "O'Neill & <Co>", old_enough: true, email_address: email, ...more });

for (const scripts of [true, false]) {
  const n = scripts ? "with" : "without";
  await walk({
    name: `a pledge in English, ${n} scripts`, path: "/campaigns/rent-controls/", action: "/api/pledge", lang: "en", scripts,
    wrong: person(`pledge-${n}@example.org`, { postal_code: "not one", comments: "For \"my\" street", consent: "email" }),
    broken: "postal_code", right: { postal_code: "LS1 3AA" }, confirms: true,
  });
  await walk({
    name: `a pledge in Welsh, ${n} scripts`, path: "/cy/campaigns/rheoli-rhenti/", action: "/api/pledge", lang: "cy", scripts,
    wrong: person(`addewid-${n}@example.org`, { postal_code: "dim un" }),
    broken: "postal_code", right: { postal_code: "CF10 3AA" }, confirms: true,
  });
  await walk({
    name: `a sign-up, ${n} scripts`, path: "/", action: "/api/signup", lang: "en", scripts,
    wrong: person(`signup-${n}@example.org`, { postal_code: "?", consent: "email" }),
    broken: "postal_code", right: { postal_code: "M1 1AE" }, confirms: true,
  });
  await walk({
    name: `joining a group in Welsh, ${n} scripts`, path: "/cy/groups/bangor/", action: "/api/signup", lang: "cy", scripts,
    wrong: person(`grwp-${n}@example.org`, { postal_code: "?", consent: "email" }),
    broken: "postal_code", right: { postal_code: "LL57 1AA" }, confirms: true,
  });
  await walk({
    name: `a place at an event, ${n} scripts`, path: "/events/leeds-launch-rally/", action: "/api/signup", lang: "en", scripts,
    wrong: { given_name: "Ann", email_address: "ann@localhost", old_enough: true },
    broken: "email_address", right: { email_address: `rsvp-${n}@example.org` }, confirms: true,
  });
}

async function giving(scripts) {
  const n = scripts ? "with" : "without";
  walks += 1;
  await walk({
    name: `a gift, ${n} scripts`, path: "/donate/", action: "/api/donate", lang: "en", scripts,
    wrong: person(`gift-${n}@example.org`, { postal_code: "?", amount: "25" }),
    broken: "postal_code", right: { postal_code: "S1 2HH" }, confirms: false,
  });
  const who = await visitor(`paying, ${n} scripts`, { javaScriptEnabled: scripts });
  const { page, has } = who;
  await page.goto(`${origin}/donate/`);
  await typeInto(page, "/api/donate", person(`payer-${n}@example.org`, { postal_code: "S1 2HH", amount: "25" }));
  has(new URL(page.url()).pathname.startsWith("/_dev/checkout/"), "a gift does not lead to the checkout");
  await page.locator("button", { hasText: /pay/i }).first().focus();
  await onward(page);
  has(!page.url().includes("/_dev/") && !page.url().includes("/api/"), "having paid leads to no page of the site");
  has((await letter(page, `payer-${n}@example.org`)) !== null, "no receipt");
  await who.close();
}
await giving(true);
await giving(false);

// The count is exact, and each page of the functions is as good as one of the site.
const rent = await count("campaigns/rent-controls:pledge");
if (rent !== 4) tell(`four pledges were confirmed, and the count says ${rent}`);
const exact = await visitor("the counter", {});
await exact.page.goto(`${origin}/campaigns/rent-controls/`);
const counts = (page, number) => page.locator(".prog b", { hasText: number }).first().waitFor({ timeout: 5000 }).then(() => true, () => false);
exact.has(await counts(exact.page, /^4$/), "the counter of the page does not show what was confirmed");
await exact.close();
// The number comes when the page is there, and moves nothing below it.
for (const [path, below] of [["/", ".prog ~ .btn, .prog ~ * .btn"], ["/campaigns/rent-controls/", 'form[action="/api/pledge"]']]) {
  for (const [width, number] of [[360, 812], [360, 4321], [1280, 812], [1280, 4321]]) {
    const { page, has, close } = await visitor(`${number} names at ${width} px`, { viewport: { width, height: 900 } });
    let come;
    const time = new Promise((resolve) => (come = resolve));
    const answer = { json: { confirmed: number }, headers: { "content-security-policy": "default-src 'none'" } };
    await page.route("**/api/count/**", (route) => time.then(() => route.fulfill(answer)));
    await page.goto(origin + path);
    const top = () => page.locator(below).first().evaluate((place) => place.getBoundingClientRect().top + scrollY);
    const before = await top();
    come();
    has(await counts(page, number.toLocaleString("en")), "the counter does not show what it is told");
    const after = await top();
    has(Math.abs(after - before) < 0.5, `the number moves what is below by ${after - before} px`);
    await close();
  }
}
const counted = await visitor("a counter of nobody", {});
const answered = counted.page.waitForResponse((response) => response.url().includes("/api/count/"));
await counted.page.goto(`${origin}/campaigns/register-to-vote/`);
await (await answered).finished();
const wanted = counted.page.locator(".prog .old").first();
counted.has(await wanted.isVisible(), "nobody has signed yet, and the page does not say how many are wanted");
await counted.close();
const picture = await fetch(`${origin}/api/count/campaigns/rent-controls:pledge.svg`);
if (!(picture.headers.get("content-type") ?? "").startsWith("image/svg+xml")) tell("the count is no picture");
await looked("/api/confirm/0123456789abcdef0123456789abcdef", "a link that is too old");
await looked("/api/unsubscribe/0123456789abcdef0123456789abcdef", "leaving");
await looked("/api/nothing", "nothing there");

await browser.close();
for (const line of [...new Set(told)]) console.log(line.replaceAll(origin, ""));
console.log(`the forms ${told.length ? `met ${told.length} obstacles` : "met nothing in their way"} in ${walks} walks`);
process.exitCode = told.length ? 1 : 0;
