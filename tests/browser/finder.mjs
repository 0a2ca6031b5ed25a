// Asks the finder for a thousand postcodes, without scripts and with them, and holds its answers against a plain calculation.
//
// `node finder.mjs FOLDER` asks a built site, served by the rules of its own `_redirects`; `node finder.mjs ORIGIN` asks a
// server that runs, for fewer. Without scripts most are asked for over HTTP alone, as the form would ask; fifty are typed
// into the form in a browser that runs no script.
import { readFile } from "node:fs/promises";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const OUTCODES = new URL("../../generator/src/places/outcodes.tsv", import.meta.url);
const isServer = process.argv[2].startsWith("http");
const site = isServer ? { origin: process.argv[2], stop() {} } : await serve(process.argv[2]);
const [ASKED, TYPED] = isServer ? [100, 5] : [1000, 50];
const told = [];
const tell = (line) => told.push(line);

// The same numbers on every machine.
let state = 20151008;
function random(below) {
  state = (state * 1103515245 + 12345) % 2 ** 31;
  return Math.floor((state / 2 ** 31) * below);
}
const pick = (all) => all[random(all.length)];

// The table, and what its page says of codes that are not in it; written without a look at the finder's own code.
const table = new Map(
  (await readFile(OUTCODES, "utf8")).split("\n").slice(1).filter(Boolean).map((line) => {
    const [code, latitude, longitude] = line.split("\t");
    return [code, [Number(latitude), Number(longitude)]];
  }),
);
const mean = (codes) => {
  if (!codes.length) return null;
  const sum = codes.map((code) => table.get(code)).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return sum.map((part) => Math.round((part / codes.length) * 1e4) / 1e4);
};
const all = [...table.keys()];
function position(code) {
  if (table.has(code)) return table.get(code);
  const district = code.replace(/([0-9])[A-Z]$/, "$1");
  if (table.has(district)) return table.get(district);
  const siblings = all.filter((other) => other.length === district.length + 1 && other.startsWith(district) && /[A-Z]$/.test(other));
  const area = /^[A-Z]+/.exec(code)[0];
  return mean(siblings) ?? mean(all.filter((other) => /^[A-Z]+/.exec(other)[0] === area));
}

function haversine([a, b], [c, d]) {
  const rad = Math.PI / 180;
  const h = Math.sin(((c - a) * rad) / 2) ** 2 + Math.cos(a * rad) * Math.cos(c * rad) * Math.sin(((d - b) * rad) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
}

// Where the groups are, in OSDI's words: closed ones are not listed there either.
const organizations = (await (await fetch(`${site.origin}/groups.json`)).json())._embedded["osdi:organizations"];
const groups = new Map(
  organizations.map((group) => {
    const { latitude, longitude } = group.postal_addresses[0].location;
    return [new URL(group.browser_url).pathname, [latitude, longitude]];
  }),
);
const least = (at) => Math.min(...[...groups.values()].map((group) => haversine(at, group)));
// Two groups may be equally far: what counts is how far the one is that is shown.
const isNearest = (path, at) => groups.has(path) && Math.abs(haversine(at, groups.get(path)) - least(at)) < 1e-6;

// Of twenty postcodes seventeen are in districts of the table, two in no district of a known area, one in Northern Ireland.
const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
function postcode() {
  const kind = random(20);
  let code = pick(all);
  if (kind === 17) code = /^[A-Z]+/.exec(code)[0] + (90 + random(10));
  if (kind === 18) code = code.replace(/([0-9])[A-Z0-9]?$/, `$1${pick("ABEHMNPRVWXY")}`);
  if (kind === 19) code = `BT${1 + random(90)}`;
  return { code, whole: `${code} ${random(10)}${pick(LETTERS)}${pick(LETTERS)}` };
}
const postcodes = Array.from({ length: ASKED }, postcode);
const lower = (text, number) => (number % 3 ? text : text.toLowerCase());

// Which group a page of the finder names first.
const first = (html) => /<ul class="near">\s*<li>[^]*?href="([^"]+)"/.exec(html)?.[1];

// Without a script: the form's query, over HTTP. Where a code is not known the page says so, and offers its area.
async function overHttp(code, typed) {
  const answer = await fetch(`${site.origin}/near/?postcode=${typed}`);
  const html = await answer.text();
  const at = position(code);
  if (answer.ok) {
    if (!at || !isNearest(first(html), at)) tell(`without scripts: ${typed}: ${first(html)} at ${answer.url}`);
    return;
  }
  const area = `/near/${/^[A-Z]+/.exec(code)[0].toLowerCase()}/`;
  const district = code.replace(/([0-9])[A-Z]$/, "$1");
  if (answer.status !== 404 || table.has(code)) return tell(`without scripts: ${typed} answers ${answer.status}`);
  if (Boolean(at) !== html.includes(`href="${area}"`)) return tell(`without scripts: ${typed}: its area is not offered`);
  if (!html.includes('href="/regions/')) tell(`without scripts: ${typed}: no region is offered`);
  if (!at) return;
  const offered = await (await fetch(site.origin + area)).text();
  const middle = mean(all.filter((other) => /^[A-Z]+/.exec(other)[0] === area.slice(6, -1).toUpperCase()));
  if (!isNearest(first(offered), middle)) tell(`without scripts: ${area}: ${first(offered)}, where ${district} was asked for`);
}

async function withoutScripts(browser) {
  for (const [number, { code }] of postcodes.entries()) await overHttp(code, lower(code, number));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const known = postcodes.filter(({ code }) => table.has(code)).slice(0, TYPED);
  const places = ["/near/", "/", "/groups/", "/regions/wales/", "/cy/near/"];
  for (const [number, { code, whole }] of known.entries()) {
    const from = places[number % places.length];
    await page.goto(site.origin + from);
    const field = page.locator('form[action$="/near/"] input').first();
    // The whole of it is kept back by the form itself.
    await field.fill(whole);
    await field.press("Enter");
    if (new URL(page.url()).pathname !== from) tell(`without scripts: ${from}: a whole postcode was sent`);
    await field.fill(lower(code, number));
    await Promise.all([page.waitForURL((url) => url.pathname.includes(`/near/${code.toLowerCase()}/`)), field.press("Enter")]);
    const path = (await page.locator(".near a").first().getAttribute("href")).replace(/^\/cy/, "");
    if (!isNearest(path, position(code))) tell(`without scripts: ${code} typed at ${from}: ${path}`);
  }
  await context.close();
  return known.length;
}

async function withScripts(browser) {
  const context = await browser.newContext({});
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
  page.on("console", (message) => tell(`with scripts: on the console: ${message.text()}`));
  page.on("pageerror", (error) => tell(`with scripts: it failed: ${error.message}`));
  await page.goto(`${site.origin}/near/`);
  await page.waitForLoadState("networkidle");
  if (asked.some((url) => url.includes("places.") || url.includes("near/groups.json"))) tell("with scripts: data is loaded before it is used");
  asked.length = 0;
  // Some as a visitor does, the rest by the form's own events.
  for (const { code, whole } of postcodes.slice(0, 10)) {
    await page.locator("#near").fill(whole);
    await page.getByRole("button", { name: "Find" }).first().click();
    await page.waitForFunction(() => document.querySelector(".finder [role=status]").textContent);
    const path = await page.locator(".near a").first().getAttribute("href", { timeout: 500 }).catch(() => null);
    const at = position(code);
    if (at ? !isNearest(path, at) : path) tell(`with scripts: ${whole}: ${path}`);
    await page.evaluate(() => (document.querySelector(".finder [role=status]").textContent = ""));
  }
  const found = await page.evaluate(async (typed) => {
    const [form, field] = [document.querySelector("form.finder"), document.querySelector("#near")];
    const status = form.querySelector("[role=status]");
    const found = [];
    for (const whole of typed) {
      status.textContent = "";
      field.value = whole;
      form.requestSubmit();
      while (!status.textContent) await new Promise((ready) => setTimeout(ready));
      const paths = [...document.querySelectorAll(".near a")].map((link) => link.getAttribute("href"));
      found.push({ paths: paths.filter((path) => path.startsWith("/groups/")), said: status.textContent });
    }
    return found;
  }, postcodes.map(({ whole }, number) => lower(number % 5 ? whole : whole.replace(" ", ""), number)));
  for (const [number, { paths, said }] of found.entries()) {
    const { code, whole } = postcodes[number];
    const at = position(code);
    if (!at) {
      if (paths.length || !said.startsWith("We do not know")) tell(`with scripts: ${whole}: ${paths[0]}, ${said}`);
      continue;
    }
    if (!isNearest(paths[0], at)) tell(`with scripts: ${whole}: ${paths[0]}`);
    if (paths.length !== groups.size) tell(`with scripts: ${whole}: ${paths.length} groups of ${groups.size}`);
    const far = paths.map((path) => haversine(at, groups.get(path)));
    if (far.some((km, at) => at && km < far[at - 1] - 1e-6)) tell(`with scripts: ${whole}: they are not sorted`);
    if (!said.startsWith("Nearest to ")) tell(`with scripts: ${whole}: ${said}`);
  }
  const urls = [...new Set(asked.filter((url) => !url.includes("/_dev/")))];
  if (urls.length !== 2 || !urls.every((url) => url.endsWith(".json"))) tell(`with scripts: it asks for ${urls.join(", ")}`);
  if (page.url() !== `${site.origin}/near/`) tell(`with scripts: it went to ${page.url()}`);
  const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join());
  if (kept !== ",0,0") tell(`with scripts: it keeps ${kept}`);
  await context.close();
  return found.length;
}

// What pages say and what the script says of one place is the same, word for word.
async function sameWords(browser) {
  const page = await browser.newPage();
  for (const [prefix, code] of [["", "LS1"], ["/cy", "CF10"], ["", "IV27"], ["/cy", "EC1"]]) {
    const items = () => page.locator(".near").evaluateAll((lists) => [lists[0], lists.at(-1)].map((list) => [...list.children].slice(0, 5).map((item) => item.textContent.replace(/\s+/g, " "))));
    await page.goto(`${site.origin}${prefix}/near/${code.toLowerCase()}/`);
    const made = await items();
    await page.goto(`${site.origin}${prefix}/near/`);
    await page.locator("#near").fill(code);
    await page.locator("#near").press("Enter");
    await page.locator(".near").first().waitFor();
    const sorted = await items();
    if (JSON.stringify(made) !== JSON.stringify(sorted)) tell(`${prefix} ${code}: pages say ${JSON.stringify(made)}, the script ${JSON.stringify(sorted)}`);
  }
  await page.close();
}

// Where the data cannot be had the form does what it does without a script, with the first half alone.
async function withoutData(browser) {
  const page = await browser.newPage();
  await page.route(/near\/groups\.json$/, (route) => route.abort());
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${site.origin}/near/`);
  await page.locator("#near").fill("LS1 4AB");
  await Promise.all([page.waitForURL(/\/near\/ls1\/$/), page.locator("#near").press("Enter")]);
  if (asked.some((url) => url.includes("4AB"))) tell("without data: the whole postcode was sent");
  await page.close();
}

// Every dot of the map can be hit, is reached by the keyboard, and shows its name then.
async function map(browser) {
  for (const [width, path] of [[1280, "/groups/map/"], [360, "/groups/map/"], [360, "/regions/london/"]]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(site.origin + path);
    const missed = await page.evaluate(() => [...document.querySelectorAll(".map a")].filter((link) => {
      const dot = link.querySelector("circle");
      dot.scrollIntoView({ block: "center", behavior: "instant" });
      const box = dot.getBoundingClientRect();
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !link.contains(hit);
    }).map((link) => link.textContent));
    if (missed.length) tell(`${path} at ${width} px: cannot be hit: ${missed.join(", ")}`);
    const link = page.locator(".map a").first();
    await link.focus();
    const seen = await link.evaluate((link) => {
      const [dot, name] = [link.querySelector("circle"), link.querySelector("text")];
      const ring = getComputedStyle(dot);
      return { ring: ring.stroke !== "rgba(0, 0, 0, 0)" && ring.stroke !== "none", name: getComputedStyle(name).opacity === "1" };
    });
    // Focus that no key has brought need not be seen: so one key is pressed.
    await page.keyboard.press("Tab");
    const next = await page.evaluate(() => {
      const text = document.activeElement.querySelector("text");
      const dot = document.activeElement.querySelector("circle");
      return text && getComputedStyle(text).opacity === "1" && getComputedStyle(dot).stroke !== "rgba(0, 0, 0, 0)";
    });
    if (!next) tell(`${path} at ${width} px: focus is not seen: ${JSON.stringify(seen)}`);
    const tree = await page.locator(".map svg").ariaSnapshot();
    if (!/^- list "/.test(tree) || !/listitem:\s*\n\s*- link "/.test(tree)) tell(`${path}: no list of links: ${tree.slice(0, 200)}`);
    const dots = await page.evaluate(async () => (await fetch(document.querySelector(".map use").getAttribute("href"))).ok);
    if (!dots) tell(`${path}: the country is not there`);
    await page.close();
  }
}

const browser = await launch();
const typed = await withoutScripts(browser);
const sorted = await withScripts(browser);
await sameWords(browser);
await withoutData(browser);
await map(browser);
await browser.close();
site.stop();
for (const line of told.slice(0, 40)) console.log(line);
console.log(`${told.length ? `${told.length} answers were wrong` : "every answer was right"}: ${ASKED} postcodes over HTTP, ${typed} typed without scripts, ${sorted} sorted by the script`);
process.exitCode = told.length ? 1 : 0;
