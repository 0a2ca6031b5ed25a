// Tells what moved on a page after it was shown, by the browser's own account of it, "layout-shift".

// While a page is on its way two things may: the menu, which stands at the end of its line and comes in one packet, of
// which a busy browser may paint half for a moment; and what stands at the foot of a card, by the little that a taller
// neighbour in its row adds. Once all of the page is there nothing may, but for what its last words push aside by a hair.
const ALLOWED = { onItsWay: 0.01, whole: 0.0005 };

// To be called before the page is opened; what it answers with tells the moves so far, each in words.
export async function watch(page) {
  await page.addInitScript((allowed) => {
    const element = (node) => (node instanceof Element ? node : node?.parentElement);
    const name = (node) => element(node)?.outerHTML.slice(0, 60);
    window.moves = [];
    new PerformanceObserver((list) => {
      const [{ domInteractive }] = performance.getEntriesByType("navigation");
      for (const { value, startTime, sources } of list.getEntries()) {
        const isWhole = domInteractive > 0 && startTime > domInteractive;
        if (value < (isWhole ? allowed.whole : allowed.onItsWay)) continue;
        const moved = sources.map(({ node }) => node).filter((node) => !element(node)?.closest("body > header"));
        if (moved.length) window.moves.push(`by ${value.toFixed(4)}: ${moved.map(name).join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  }, ALLOWED);
  return () => page.evaluate(() => window.moves);
}
