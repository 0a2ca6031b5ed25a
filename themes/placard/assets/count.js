// Beside each counter: the newest number in the place of the one that the page was built with.
// Without this script, and where nobody answers, the old one stays; and where nobody has signed yet, what is wanted.
for (const counter of document.querySelectorAll("[data-count]")) {
  const url = counter.dataset.count;
  // The script is named once for each counter; each asks once.
  delete counter.dataset.count;
  fetch(url, { headers: { accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then(({ confirmed }) => {
      const bar = counter.querySelector("progress");
      if (!Number.isInteger(confirmed) || (confirmed === 0 && bar.parentElement.hidden)) return;
      // What is below must not move under a finger, be the new number longer or shorter.
      counter.style.minHeight = `${counter.offsetHeight}px`;
      counter.querySelector("b").textContent = confirmed.toLocaleString(document.documentElement.lang);
      bar.value = Math.min(confirmed, bar.max);
      bar.parentElement.hidden = false;
      const old = counter.querySelector(".old");
      if (old) old.hidden = true;
    })
    .catch(() => {});
}
