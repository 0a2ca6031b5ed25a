// The search page: what is typed is looked up here in the browser, in an index that this site brings along.
// Nothing is loaded before somebody searches, and nothing that is typed leaves the page.
const form = document.querySelector("form[data-search]");
const field = form.elements.q;
const status = document.querySelector(".found");
const list = document.querySelector(".results");
const elsewhere = document.querySelector(".elsewhere");
const STEP = 10;

let engine;
let asked = "";

function load() {
  engine ??= import(form.dataset.search).then(async (pagefind) => {
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

// An excerpt is text with `<mark>` round what was found; nothing else of it is taken for HTML.
function excerpt(text) {
  const p = document.createElement("p");
  text.split(/<mark>|<\/mark>/).forEach((part, at) => {
    const node = at % 2 ? p.appendChild(document.createElement("mark")) : p.appendChild(document.createElement("span"));
    node.textContent = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
  });
  return p;
}

function shown({ url, meta, excerpt: text }) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = url;
  link.textContent = meta.title;
  const about = item.appendChild(document.createElement("small"));
  about.textContent = [meta.kind, meta.when].filter(Boolean).join(" · ");
  const words = item.appendChild(excerpt(text));
  if (meta.lang) for (const part of [link, words]) part.lang = meta.lang;
  return item;
}

async function add(results, from) {
  const pages = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
  const items = pages.map(shown);
  list.append(...items);
  const next = from + STEP;
  if (next < results.length) {
    const more = list.appendChild(document.createElement("li"));
    const button = more.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "btn";
    button.textContent = form.dataset.more;
    button.addEventListener("click", async () => {
      more.remove();
      const added = await add(results, next);
      added[0]?.querySelector("a").focus();
    });
  }
  return items;
}

async function search() {
  const words = field.value.trim();
  if (words === asked) return;
  asked = words;
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!words) {
    list.replaceChildren();
    status.textContent = "";
    elsewhere.hidden = false;
    return;
  }
  try {
    const pagefind = await load();
    const found = await pagefind.debouncedSearch(words, {}, 150);
    // Something newer is being looked for.
    if (!found || asked !== words) return;
    list.replaceChildren();
    const count = found.results.length;
    await add(found.results, 0);
    status.textContent = count ? `${form.dataset.some}: ${count.toLocaleString(document.documentElement.lang)}` : form.dataset.none;
    elsewhere.hidden = count > 0;
  } catch {
    asked = "";
    list.replaceChildren();
    status.textContent = form.dataset.failed;
    elsewhere.hidden = false;
  }
}

field.addEventListener("focus", () => load().catch(() => {}), { once: true });
field.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});

const typed = new URLSearchParams(location.search).get("q");
if (typed) {
  field.value = typed;
  search();
}
