// Loads the page again when the site has changed since it was made; when the server comes back after a pause, too.
const changes = new EventSource("/_dev/changes" + new URL(document.currentScript.src).search);
let wasLost = false;
changes.addEventListener("change", () => location.reload());
changes.addEventListener("error", () => (wasLost = true));
changes.addEventListener("open", () => wasLost && location.reload());
addEventListener("pagehide", () => changes.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
