// Loads the page again when the site has changed; when the server comes back after a pause, too.
const changes = new EventSource("/_dev/changes");
let wasLost = false;
changes.addEventListener("change", () => location.reload());
changes.addEventListener("error", () => (wasLost = true));
changes.addEventListener("open", () => wasLost && location.reload());
addEventListener("pagehide", () => changes.close());
