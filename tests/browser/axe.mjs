// Asks axe about a page of each kind, narrow and wide, by day and by night: WCAG 2.2, levels A and AA.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";
import { kinds } from "./pages.mjs";
import { serve } from "./server.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = process.argv[2];
const site = await serve(folder);
const browser = await launch();
const told = new Set();
let looks = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    // The policy of the site would keep axe itself out.
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    for (const [kind, path] of await kinds(folder)) {
      await page.goto(site.origin + path);
      // What is folded away is looked at too.
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
      looks += 1;
      for (const { id, help, nodes } of found.violations) {
        for (const node of nodes) {
          const why = node.any.concat(node.all, node.none).map((check) => check.message).join("; ");
          told.add(`${kind} ${path} at ${width} px, ${colorScheme}: ${id}: ${help}\n    ${node.html.slice(0, 200)}\n    ${why}`);
        }
      }
    }
    await context.close();
  }
}
await browser.close();
site.stop();
for (const line of told) console.log(line);
console.log(`axe ${told.size ? `found ${told.size} violations` : "found nothing"} in ${looks} looks`);
process.exitCode = told.size ? 1 : 0;
