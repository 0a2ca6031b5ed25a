// Tells what moved on a page after it was shown, by the browser's own account of it, "layout-shift".

// Words that come in two halves may wrap once the second is there, and push what follows them by a line; that is less than
// a tenth of what the Core Web Vitals call good. The header comes in one packet, of which a busy browser may paint half
// for a moment.
const ALLOWED = 0.01;

// To be called before the page is opened; what it answers with tells the moves so far, each in words.
export async function watch(page) {
  await page.addInitScript((allowed) => {
    const element = (node) => (node instanceof Element ? node : node?.parentElement);
    const name = (node) => element(node)?.outerHTML.slice(0, 60);
    window.moves = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        if (value < allowed) continue;
        const moved = sources.map(({ node }) => node).filter((node) => !element(node)?.closest("body > header"));
        if (moved.length) window.moves.push(`by ${value.toFixed(4)}: ${moved.map(name).join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  }, ALLOWED);
  return () => page.evaluate(() => window.moves);
}
