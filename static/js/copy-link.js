// Copies the link that stands on the page.
"use strict";
const button = document.querySelector("[data-copy]");
const text = document.querySelector("[data-copied]");
if (button && text && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = button.dataset.done;
  });
}
