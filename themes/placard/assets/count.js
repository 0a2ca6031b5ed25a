// Beside each counter: the newest number in the place of the one that the page was built with.
// Without this script, and where nobody answers, the old one stays.
for (const counter of document.querySelectorAll("[data-count]")) {
  const url = counter.dataset.count;
  // The script is named once for each counter; each asks once.
  delete counter.dataset.count;
  fetch(url, { headers: { accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then(({ confirmed }) => {
      if (!Number.isInteger(confirmed)) return;
      const bar = counter.querySelector("progress");
      counter.querySelector("b").textContent = confirmed.toLocaleString(document.documentElement.lang);
      bar.value = Math.min(confirmed, bar.max);
      bar.parentElement.hidden = false;
      counter.querySelector(".old")?.remove();
    })
    .catch(() => {});
}
