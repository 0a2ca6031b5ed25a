// Serves a built site as a static host does: with its `_headers`, its `_redirects`, its `404.html`, compressed, and nothing else.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  ics: "text/calendar; charset=utf-8",
  xml: "application/xml",
  atom: "application/atom+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
};

// The rules of `_headers`: a path, then its headers, each indented. A `*` stands for anything; `! Name` takes away what
// the rules before have said of that header.
function parseHeaders(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.trimStart().startsWith("#")) continue;
    if (/^\s/.test(line)) {
      const colon = line.indexOf(":");
      if (line.trim().startsWith("! ")) rules.at(-1).headers.push([line.trim().slice(2), null]);
      else rules.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    } else {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
      rules.push({ pattern: new RegExp(`^${pattern}$`), headers: [] });
    }
  }
  return rules;
}

// The rules of `_redirects`: a path, perhaps a query to capture, where it leads, and the status; `!` holds against files.
function parseRedirects(text) {
  return text.split("\n").filter((line) => line.trim() && !line.startsWith("#")).map((line) => {
    const words = line.trim().split(/\s+/);
    const [from, status] = [words[0], words.at(-1)];
    const query = words.slice(1, -2).map((word) => /^(\w+)=:(\w+)$/.exec(word).slice(1));
    return { from, query, to: words.at(-2), status: parseInt(status, 10), isForced: status.endsWith("!") };
  });
}

// Where the first rule leads that fits; functions are not served here.
function redirected(rules, url, hasFile) {
  for (const { from, query, to, status, isForced } of rules) {
    if ((hasFile && !isForced) || status === 200) continue;
    const path = decodeURIComponent(url.pathname);
    const fits = from.endsWith("*") ? path.startsWith(from.slice(0, -1)) : path === decodeURIComponent(from);
    if (!fits || !query.every(([name]) => url.searchParams.get(name))) continue;
    const filled = query.reduce((to, [name, hole]) => to.replace(`:${hole}`, encodeURIComponent(url.searchParams.get(name))), to);
    return { to: filled, status };
  }
  return null;
}

async function find(folder, path) {
  const below = normalize(decodeURIComponent(path)).replace(/^(\.\.[/\\])+/, "");
  const file = join(folder, below.endsWith("/") ? `${below}index.html` : below);
  const known = await stat(file).catch(() => null);
  return known?.isFile() ? file : null;
}

// A page as a slow line brings it: its head and its menu at once, as one packet holds them, and then piece by piece,
// with time to paint between.
async function trickle(response, bytes) {
  const menu = bytes.indexOf("</header>");
  let sent = menu < 0 ? 2500 : menu + "</header>".length;
  response.write(bytes.subarray(0, sent));
  for (; sent < bytes.length; sent += 2000) {
    await new Promise((passed) => setTimeout(passed, 150));
    response.write(bytes.subarray(sent, sent + 2000));
  }
  response.end();
}

// Starts on a free port of the loopback; answers with its origin and how to stop it. `isSlow`: pages come in pieces.
export async function serve(folder, { isSlow = false } = {}) {
  const redirects = parseRedirects(await readFile(join(folder, "_redirects"), "utf8").catch(() => ""));
  const rules = parseHeaders(await readFile(join(folder, "_headers"), "utf8").catch(() => ""));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const path = url.pathname;
    const found = await find(folder, path);
    const elsewhere = redirected(redirects, url, found);
    if (elsewhere && elsewhere.status < 400) {
      response.writeHead(elsewhere.status, { location: elsewhere.to });
      response.end();
      return;
    }
    const file = found ?? join(folder, elsewhere?.to ?? "404.html");
    for (const rule of rules.filter((rule) => rule.pattern.test(path))) {
      for (const [name, value] of rule.headers) {
        if (value === null) response.removeHeader(name);
        // Hosts join two values. There is no TLS on the loopback to upgrade to.
        else response.appendHeader(name, value.replace(/;?\s*upgrade-insecure-requests/, ""));
      }
    }
    if (!response.hasHeader("content-type")) {
      response.setHeader("content-type", TYPES[file.split(".").at(-1)] ?? "application/octet-stream");
    }
    const bytes = await readFile(file);
    const type = String(response.getHeader("content-type"));
    if (isSlow && type.startsWith("text/html")) {
      response.writeHead(found ? 200 : 404);
      await trickle(response, bytes);
      return;
    }
    const isText = /^text\/|json|xml|svg|javascript/.test(type);
    if (isText && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      response.setHeader("content-encoding", "gzip");
      response.writeHead(found ? 200 : 404);
      response.end(gzipSync(bytes));
      return;
    }
    response.writeHead(found ? 200 : 404);
    response.end(bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, stop };
}
