// Which pages to look at: one of each kind that a built site has, by its path.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

// Every page of the site, as the path of its URL, in order.
export async function all(folder) {
  const entries = await readdir(folder, { recursive: true });
  const pages = entries
    .filter((entry) => entry === "index.html" || entry.endsWith("/index.html"))
    .map((entry) => `/${entry.slice(0, -"index.html".length)}`);
  return pages.sort();
}

// All but most of the finder's thousands of pages, which are one page with other words in it: a seeded few of them.
export async function some(folder) {
  let state = 2015;
  const isChosen = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31 < 0.004;
  };
  return (await all(folder)).filter((page) => !/^(\/cy)?\/near\/[^/]+\/$/.test(page) || isChosen());
}

const isFile = (path) => stat(path).then((known) => known.isFile(), () => false);

// One page of each kind, and those of the second language's home.
export async function kinds(folder) {
  const pages = await all(folder);
  const first = (pattern) => pages.find((page) => pattern.test(page));
  const wanted = {
    home: /^\/$/,
    campaigns: /^\/campaigns\/$/,
    campaign: /^\/campaigns\/rent-controls\/$/,
    consultation: /^\/campaigns\/what-should-momentum-be\/$/,
    groups: /^\/groups\/$/,
    group: /^\/groups\/leeds\/$/,
    map: /^\/groups\/map\/$/,
    finder: /^\/near\/$/,
    place: /^\/near\/ls1\/$/,
    region: /^\/regions\/wales\/$/,
    events: /^\/events\/$/,
    archive: /^\/events\/archive\/$/,
    event: /^\/events\/(?!archive|page)[^/]+\/$/,
    news: /^\/news\/$/,
    article: /^\/news\/(?!page)[^/]+\/$/,
    tags: /^\/tags\/$/,
    tag: /^\/tags\/[^/]+\/$/,
    page: /^\/about\/$/,
    donate: /^\/donate\/$/,
    search: /^\/search\/$/,
    thanks: /thank/,
    share: /^\/campaigns\/rent-controls\/share\/$/,
    embed: /^\/embed\/campaigns\/rent-controls\/pledge\/$/,
    embeddedConsultation: /^\/embed\/campaigns\/what-should-momentum-be\/consultation\/$/,
    embeddedGift: /^\/embed\/pages\/donate\/donate\/$/,
    welshShare: /^\/cy\/campaigns\/[^/]+\/share\/$/,
    welshEmbed: /^\/cy\/embed\/campaigns\/rent-controls\/pledge\/$/,
    welshHome: /^\/cy\/$/,
    welshCampaign: /^\/cy\/campaigns\/[^/]+\/$/,
    welshGroup: /^\/cy\/groups\/(?!map)[^/]+\/$/,
    welshMap: /^\/cy\/groups\/map\/$/,
    welshPlace: /^\/cy\/near\/cf10\/$/,
  };
  const found = Object.entries(wanted).map(([kind, pattern]) => [kind, first(pattern)]);
  const missing = found.filter(([, page]) => !page).map(([kind]) => kind);
  if (missing.length) throw new Error(`the site has no page of these kinds: ${missing.join(", ")}`);
  const lost = (await isFile(join(folder, "404.html"))) ? [["404", "/404.html"]] : [];
  return [...found, ...lost];
}
