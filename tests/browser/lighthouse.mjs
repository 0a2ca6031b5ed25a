// Asks Lighthouse, on its mobile profile, about the pages that a visitor comes to first.
//
// Its score for performance is made of times, and those are the machine's as much as the page's: it is printed, and asked
// to be 99 or more only by `node lighthouse.mjs DIST timed`, on a machine that does nothing else; the best of three counts.
// What of it is no time is always asked: nothing moves once it is shown, and a page is light.
import { launch as launchChrome } from "chrome-launcher";
import lighthouse from "lighthouse";
import { executable, FLAGS } from "./browser.mjs";
import { kinds } from "./pages.mjs";
import { serve } from "./server.mjs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOOKED_AT = ["home", "campaign", "group", "event"];
const IS_TIMED = process.argv[3] === "timed";
const WANTED = { performance: IS_TIMED ? 0.99 : 0, accessibility: 1, "best-practices": 1, seo: 1 };
const TRIES = 3;
const BYTES_MAX = 150_000;

const PAGES = (await kinds(process.argv[2])).filter(([kind]) => LOOKED_AT.includes(kind)).map(([, path]) => path);
const { origin, stop } = await serve(process.argv[2]);
const profile = await mkdtemp(join(tmpdir(), "lighthouse-"));
const chrome = await launchChrome({
  chromePath: await executable(),
  chromeFlags: ["--headless", ...FLAGS],
  userDataDir: profile,
  logLevel: "error",
});
let mistakes = 0;
const tell = (line) => {
  mistakes += 1;
  console.log(line);
};
for (const path of PAGES) {
  const best = {};
  let failed = {};
  const isContent = () => Object.entries(WANTED).every(([name, wanted]) => best[name] >= wanted);
  // A machine that is too busy to show the page in time gives no score at all: it is asked again.
  for (let at = 0; at < TRIES && !isContent(); at += 1) {
    const { lhr } = await lighthouse(origin + path, { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(WANTED) });
    const { "cumulative-layout-shift": shift, "total-byte-weight": weight } = lhr.audits;
    if (shift.numericValue > 0) tell(`${path}: it moves by ${shift.numericValue} once it is shown`);
    if (weight.numericValue > BYTES_MAX) tell(`${path}: it has ${weight.numericValue} bytes`);
    for (const [name, { score, auditRefs }] of Object.entries(lhr.categories)) {
      const audits = auditRefs.map(({ id }) => lhr.audits[id]).filter((audit) => audit.score !== null && audit.score < 1);
      if (!(score <= best[name])) failed = { ...failed, [name]: audits.map((audit) => `${audit.id} ${audit.score}`) };
      best[name] = Math.max(best[name] ?? 0, score ?? 0);
    }
  }
  for (const [name, wanted] of Object.entries(WANTED)) {
    if (best[name] < wanted) tell(`${path}: ${name} ${best[name]}: ${failed[name]?.join(", ")}`);
  }
  console.log(`${path}: ${Object.entries(best).map(([name, score]) => `${name} ${Math.round(score * 100)}`).join(", ")}`);
}
await chrome.kill();
stop();
await rm(profile, { recursive: true, force: true });
console.log(mistakes ? `Lighthouse found ${mistakes} things to mend` : "Lighthouse is content");
process.exitCode = mistakes ? 1 : 0;
