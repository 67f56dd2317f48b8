/* Suggestions for region fields, whose text the server understands without them too. Builds on combobox.js. */
(() => {
  "use strict";

  const answers = new Map();

  /* Fields may come late (rows added in the admin, parts of pages), so each wakes up when it is first entered. */
  document.addEventListener("focusin", (event) => {
    const box = event.target.closest?.("[data-region-field] > input[type='text']");
    if (box && !box.hasAttribute("role")) wakeUp(box.parentElement, box);
  });

  /* A chosen code says all: the text beside it need not travel, and an address stays short. */
  document.addEventListener("formdata", (event) => {
    for (const field of event.target.querySelectorAll("[data-region-field]")) {
      const code = field.querySelector("input[type='hidden']");
      if (code.value) event.formData.delete(`${code.name}_text`);
    }
  });

  function wakeUp(field, box) {
    const code = field.querySelector("input[type='hidden']");
    const { list: label, found, none } = field.dataset;

    box.addEventListener("input", () => {
      code.value = "";
      for (const choice of field.querySelectorAll("input[type='radio']")) choice.checked = false;
    });
    window.combobox(box, { look: "region-list", label, found, none, find, fill, choose, shown });

    async function find(signal) {
      const { url, levels, inside } = field.dataset;
      const address = `${url}?${new URLSearchParams({ q: box.value.trim(), levels, inside })}`;
      if (!answers.has(address)) {
        const response = await fetch(address, { signal });
        if (!response.ok) throw new Error(response.statusText);
        answers.set(address, await response.json());
      }
      return answers.get(address);
    }

    function fill(option, region) {
      option.dataset.code = region.code;
      option.dataset.label = region.label;
      const [name, ...rest] = region.label.split(/(?=, )/);
      const strong = document.createElement("strong");
      strong.textContent = name;
      option.append(strong, rest.join(""));
    }

    /* Here something of the list must be chosen, so everybody reads that nothing was found. */
    function shown(list, status) {
      status.className = list.hidden ? "help" : "visually-hidden";
      if (!list.hidden) makeRoom(list, box);
    }

    function choose(option, status) {
      box.value = option.dataset.label;
      code.value = option.dataset.code;
      field.querySelector("fieldset")?.remove();
      box.removeAttribute("aria-invalid");
      status.textContent = option.dataset.label;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /* On a phone the keyboard covers half the screen: a list that would open behind it moves up with its box. */
  function makeRoom(list, box) {
    const height = window.visualViewport?.height ?? window.innerHeight;
    if (list.getBoundingClientRect().bottom > height) box.scrollIntoView({ block: "start" });
  }
})();
