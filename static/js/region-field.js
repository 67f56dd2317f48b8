/* Suggestions for region fields: the combobox pattern of WAI-ARIA, on top of a text box that also works alone. */
(() => {
  "use strict";

  const PAUSE = 150;
  const SHORTEST = 2;
  const answers = new Map();
  let lists = 0;

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
    const list = document.createElement("ul");
    const status = document.createElement("div");
    let active = -1;
    let timer;
    let waiting;

    lists += 1;
    list.id = `region-list-${lists}`;
    list.className = "region-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.list);
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    field.append(list, status);
    set({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      "aria-haspopup": "listbox",
    });

    box.addEventListener("input", () => {
      code.value = "";
      for (const choice of field.querySelectorAll("input[type='radio']")) choice.checked = false;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    box.addEventListener("keydown", onKey);
    box.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role='option']");
      if (option) choose(option);
    });

    function set(attributes) {
      for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
    }

    async function ask() {
      const text = box.value.trim();
      waiting?.abort();
      if (text.length < SHORTEST) return close();
      waiting = new AbortController();
      try {
        show(await find(text, waiting.signal));
      } catch {
        close(); /* Without an answer the text goes to the server, which understands it too. */
      }
    }

    async function find(text, signal) {
      const { url, levels, inside } = field.dataset;
      const address = `${url}?${new URLSearchParams({ q: text, levels, inside })}`;
      if (!answers.has(address)) {
        const response = await fetch(address, { signal });
        if (!response.ok) throw new Error(response.statusText);
        answers.set(address, await response.json());
      }
      return answers.get(address);
    }

    function show(regions) {
      if (document.activeElement !== box) return;
      list.replaceChildren(...regions.map(asOption));
      activate(-1);
      list.hidden = regions.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      status.className = list.hidden ? "help" : "visually-hidden";
      status.textContent = regions.length ? field.dataset.found.replace("{n}", regions.length) : field.dataset.none;
      if (!list.hidden) makeRoom();
    }

    /* On a phone the keyboard covers half the screen: a list that would open behind it moves up with its box. */
    function makeRoom() {
      const height = window.visualViewport?.height ?? window.innerHeight;
      if (list.getBoundingClientRect().bottom > height) box.scrollIntoView({ block: "start" });
    }

    function asOption(region, position) {
      const option = document.createElement("li");
      option.id = `${list.id}-${position}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.code = region.code;
      option.dataset.label = region.label;
      const [name, ...rest] = region.label.split(/(?=, )/);
      const strong = document.createElement("strong");
      strong.textContent = name;
      option.append(strong, rest.join(""));
      return option;
    }

    function activate(position) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = position;
      const option = list.children[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) box.setAttribute("aria-activedescendant", option.id);
      else box.removeAttribute("aria-activedescendant");
    }

    function choose(option) {
      box.value = option.dataset.label;
      code.value = option.dataset.code;
      field.querySelector("fieldset")?.remove();
      box.removeAttribute("aria-invalid");
      close();
      status.textContent = option.dataset.label;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function close() {
      clearTimeout(timer);
      list.hidden = true;
      status.className = "visually-hidden";
      activate(-1);
      box.setAttribute("aria-expanded", "false");
    }

    function onKey(event) {
      const count = list.hidden ? 0 : list.children.length;
      if (event.key === "ArrowDown" && !count) ask();
      else if (event.key === "ArrowDown") activate((active + 1) % count);
      else if (event.key === "ArrowUp" && count) activate(active > 0 ? active - 1 : count - 1);
      else if (event.key === "Enter" && count && active >= 0) choose(list.children[active]);
      else if (event.key === "Escape" && count) close();
      else return;
      event.preventDefault();
    }
  }
})();
