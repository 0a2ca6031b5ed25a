// The finder takes whole postcodes and sorts all groups by how far they are. What is typed stays on the visitor's device:
// two files are asked for, always the same, and nothing is sent. Without this script, and where anything fails, the form
// asks for the page of the first half of the postcode.
const loaded = new Map();

// As many groups are seen at once.
const FIRST = 10;

// A file, asked for once; again when it could not be had.
function load(url) {
  if (!loaded.has(url)) {
    const asked = fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));
    asked.catch(() => loaded.delete(url));
    loaded.set(url, asked);
  }
  return loaded.get(url);
}

const plain = (typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
const OUTWARD = /^[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?$/;
const INWARD = /^[0-9][ABD-HJLNP-UW-Z]{2}$/;

// The outward code of a whole postcode, of its first half, or of that with some of its second; else nothing.
function outward(typed) {
  const code = plain(typed);
  if (OUTWARD.test(code.slice(0, -3)) && INWARD.test(code.slice(-3))) return code.slice(0, -3);
  const [, first, rest] = /^(\S+)\s+(.*)$/.exec(typed.trim()) ?? [];
  if (first && OUTWARD.test(plain(first)) && /^[0-9][A-Z0-9]?$/.test(plain(rest))) return plain(first);
  return OUTWARD.test(code) ? code : "";
}

// What a code may be known as, the nearest first: as at build.
function names(coding, typed) {
  const code = plain(typed);
  if (coding !== "british") return [...code].map((_, cut) => code.slice(0, code.length - cut));
  const found = outward(typed);
  if (!found) return code.length <= 3 ? [code] : [];
  return [found, found.replace(/([0-9])[A-Z]$/, "$1"), /^[A-Z]+/.exec(found)[0]];
}

function direction([latitude, longitude]) {
  const [north, east] = [latitude, longitude].map((degrees) => (degrees * Math.PI) / 180);
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

// All of them with their distances, in the order of the list.
function measured(entries, at, radius) {
  const here = direction(at);
  return entries.map((entry) => {
    const square = direction(entry.at).reduce((sum, part, axis) => sum + (part - here[axis]) ** 2, 0);
    return { ...entry, square, km: 2 * radius * Math.asin(Math.min(Math.sqrt(square) / 2, 1)) };
  });
}

// What may be done this evening comes soonest first, what is farther away after it.
function next(events, evening) {
  const near = events.filter(({ km }) => km <= evening);
  const far = events.filter(({ km }) => km > evening).sort((a, b) => a.square - b.square);
  return [...near, ...far].slice(0, 3);
}

function distance(km, { unit_km, point, thousands, words }) {
  const length = km / unit_km;
  if (length < 1) return words.under;
  const tenths = Math.round(length * 10);
  const whole = String(Math.round(length)).replace(/\B(?=(\d{3})+$)/g, thousands);
  const text = tenths < 100 ? `${Math.floor(tenths / 10)}${point}${tenths % 10}` : whole;
  return words.about.replace("⟦n⟧", text);
}

// Puts text into the hole that the build left for it.
function fill(item, text) {
  const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace("⟦distance⟧", () => text);
}

// A list of entries. The items are the theme's own, made at build.
function list(entries, data) {
  const items = document.createElement("ul");
  items.className = "near";
  for (const entry of entries) {
    const holder = document.createElement("template");
    holder.innerHTML = entry.html;
    fill(holder.content, distance(entry.km, data));
    items.append(holder.content);
  }
  return items;
}

// A heading and the list under it; what is far down it is folded away.
function section(title, level, entries, data) {
  const heading = document.createElement(`h${level}`);
  heading.textContent = title;
  const parts = entries.length ? [heading, list(entries.slice(0, FIRST), data)] : [];
  if (entries.length > FIRST) {
    const [details, summary] = ["details", "summary"].map((name) => document.createElement(name));
    summary.textContent = data.words.all;
    details.append(summary, list(entries.slice(FIRST), data));
    parts.push(details);
  }
  return parts;
}

function start(form) {
  const [field, status] = [form.querySelector("input"), form.querySelector("[role=status]")];
  const { places, groups, level, unknown } = form.dataset;
  const found = document.createElement("div");
  form.after(found);
  field.removeAttribute("pattern");
  const [hint, better] = document.getElementById(field.getAttribute("aria-describedby")).children;
  if (better) [hint.hidden, better.hidden] = [true, false];
  // The files come while the visitor types.
  field.addEventListener("input", () => [places, groups].forEach((url) => load(url).catch(() => {})), { once: true });

  async function find() {
    const typed = field.value;
    const [codes, data] = await Promise.all([load(places), load(groups)]);
    const code = names(codes.coding, typed).find((name) => codes.places[name]);
    if (!code) {
      found.replaceChildren();
      field.setAttribute("aria-invalid", "true");
      status.textContent = unknown;
      return;
    }
    field.removeAttribute("aria-invalid");
    const { words, radius_km: radius, evening_km: evening } = data;
    const near = measured(data.groups, codes.places[code], radius).sort((a, b) => a.square - b.square);
    const events = next(measured(data.events, codes.places[code], radius), evening);
    found.replaceChildren(...section(words.groups, level, near, data), ...section(words.events, level, events, data));
    status.textContent = !near.length
      ? words.none
      : words.found
          .replace("⟦place⟧", () => code)
          .replace("⟦nearest⟧", () => near[0].title)
          .replace("⟦distance⟧", () => distance(near[0].km, data));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find().catch(() => {
      // As without a script: with the first half alone, which is all that leaves the device.
      const code = outward(field.value);
      if (!code) {
        status.textContent = unknown;
        return;
      }
      field.value = code;
      form.submit();
    });
  });

  // A host that does not know the finder's redirects answers the form with this page.
  const asked = new URLSearchParams(location.search).get(field.name);
  if (asked && form.action === location.origin + location.pathname) {
    field.value = asked;
    find().catch(() => {});
  }
}

for (const form of document.querySelectorAll("form[data-places]")) start(form);
