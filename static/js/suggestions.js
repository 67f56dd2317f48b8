/* Suggestions while one types what to look for: the combobox pattern of WAI-ARIA, on a box that also works alone.
   Choosing one leads to its address; Enter without a choice sends the form as ever. */
(() => {
  "use strict";

  const PAUSE = 150;
  const SHORTEST = 2;
  let lists = 0;

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("input[data-suggest]")) wakeUp(box);
  });

  function wakeUp(box) {
    const { suggest, found, none, list: label, products } = box.dataset;
    const list = document.createElement("ul");
    const status = document.createElement("div");
    let active = -1;
    let timer;
    let waiting;

    lists += 1;
    list.id = `suggestions-${lists}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    box.parentElement.append(list, status);
    const attributes = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    box.addEventListener("keydown", onKey);
    box.addEventListener("blur", close);
    box.form?.addEventListener("submit", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role='option']");
      if (option) choose(option);
    });

    async function ask() {
      waiting?.abort();
      if (box.value.trim().length < SHORTEST) return close();
      waiting = new AbortController();
      try {
        const response = await fetch(`${suggest}?${asked()}`, { signal: waiting.signal });
        if (!response.ok) throw new Error(response.statusText);
        show(await response.json());
      } catch (error) {
        if (error.name !== "AbortError") close(); /* Without an answer the box is a plain one. */
      }
    }

    /* The filters of the form go along, so that they stay on. */
    function asked() {
      const parameters = new URLSearchParams(box.form ? new FormData(box.form) : {});
      parameters.set("q", box.value);
      for (const [name, value] of [...parameters]) if (!value || name === "page") parameters.delete(name);
      return parameters;
    }

    function show(suggestions) {
      if (document.activeElement !== box) return;
      list.replaceChildren(...suggestions.map(asOption));
      activate(-1);
      list.hidden = suggestions.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = suggestions.length ? found.replace("{n}", suggestions.length) : none;
    }

    function asOption(suggestion, position) {
      const option = document.createElement("li");
      option.id = `${list.id}-${position}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      option.append(part("strong", suggestion.text));
      const details = [suggestion.kind, suggestion.detail].filter(Boolean).join(" · ");
      if (details) option.append(" ", part("span", details));
      if (suggestion.total) option.append(" ", part("span", products.replace("{n}", suggestion.total)));
      return option;
    }

    function part(tag, text) {
      const element = document.createElement(tag);
      element.textContent = text;
      return element;
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
      close();
      location.assign(option.dataset.url);
    }

    function close() {
      clearTimeout(timer);
      waiting?.abort();
      list.hidden = true;
      status.textContent = "";
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
