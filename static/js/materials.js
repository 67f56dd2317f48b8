/* Finds materials while one types: the tree of tick boxes folds to what is ticked and what is found. */
(() => {
  "use strict";

  for (const field of document.querySelectorAll("[data-materials]")) wakeUp(field);

  function wakeUp(field) {
    const choices = [...field.querySelectorAll("[data-words]")];
    const box = document.createElement("input");
    const label = document.createElement("label");
    const all = document.createElement("button");
    const status = document.createElement("p");
    let showsAll = false;

    box.type = "search";
    box.id = `${field.id}_search`;
    box.autocomplete = "off";
    label.htmlFor = box.id;
    label.textContent = field.dataset.label;
    all.type = "button";
    all.className = "button button-quiet";
    all.textContent = field.dataset.all;
    all.setAttribute("aria-pressed", "false");
    status.className = "help";
    status.setAttribute("role", "status");
    field.prepend(label, box, status, all);

    box.addEventListener("input", show);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); /* looking is not sending */
    });
    all.addEventListener("click", () => {
      showsAll = !showsAll;
      all.setAttribute("aria-pressed", String(showsAll));
      show();
    });
    show();

    function show() {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const choice of choices) {
        const isFound = words.length > 0 && words.every((word) => choice.dataset.words.includes(word));
        const isTicked = choice.querySelector("input").checked;
        choice.hidden = !(isFound || isTicked || (showsAll && !words.length));
        found += isFound;
      }
      for (const group of field.querySelectorAll("fieldset")) {
        group.hidden = !group.querySelector("[data-words]:not([hidden])");
      }
      if (!words.length) status.textContent = "";
      else status.textContent = found ? field.dataset.found.replace("{n}", found) : field.dataset.none;
    }
  }
})();
