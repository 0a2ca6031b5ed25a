// Shows the buttons that copy a text, and says when it is done. Without this script the text is there to be marked by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    // Where the browser does not let us copy, the text is marked and the keyboard does it.
    const done = await (navigator.clipboard?.writeText(text.value) ?? Promise.reject()).then(() => true, () => false);
    status.textContent = done ? status.dataset.done : status.dataset.marked;
  });
}
