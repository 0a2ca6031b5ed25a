// Asks html-validate about a page of each kind: the HTML standard, and what it knows of accessibility.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { kinds } from "./pages.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  // A list may be named: it is one of the roles that ARIA lets authors name.
  // Within a drawing there is no list but one by its role: the map's.
  rules: {
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    "prefer-native-element": ["error", { exclude: ["list", "listitem"] }],
  },
});
const folder = process.argv[2];
let mistakes = 0;
const pages = await kinds(folder);
for (const [kind, path] of pages) {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  const report = await validator.validateString(await readFile(file, "utf8"));
  for (const { line, column, ruleId, message } of report.results.flatMap((result) => result.messages)) {
    mistakes += 1;
    console.log(`${kind} ${path}:${line}:${column}: ${ruleId}: ${message}`);
  }
}
console.log(`html-validate ${mistakes ? `found ${mistakes} mistakes` : "found nothing"} in ${pages.length} pages`);
process.exitCode = mistakes ? 1 : 0;
