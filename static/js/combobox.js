/* The combobox pattern of WAI-ARIA: a list of suggestions under a text box that also works alone. */
(() => {
  "use strict";

  const PAUSE = 150;
  const SHORTEST = 2;
  let lists = 0;

  /* `find(signal)` asks for suggestions, `fill(option, suggestion)` writes one into its line of the list, and
     `choose(option)` takes it; `shown(list, status)` follows every answer. `found` and `none` are said aloud. */
  window.combobox = (box, { look, label, found, none, find, fill, choose, shown }) => {
    const list = document.createElement("ul");
    const status = document.createElement("div");
    let active = -1;
    let timer;
    let waiting;

    lists += 1;
    list.id = `${look}-${lists}`;
    list.className = look;
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
      if (option) take(option);
    });

    async function ask() {
      waiting?.abort();
      if (box.value.trim().length < SHORTEST) return close();
      waiting = new AbortController();
      try {
        show(await find(waiting.signal));
      } catch (error) {
        if (error.name !== "AbortError") close(); /* Without an answer the box is a plain one. */
      }
    }

    function show(suggestions) {
      if (document.activeElement !== box) return;
      list.replaceChildren(...suggestions.map(asOption));
      activate(-1);
      list.hidden = suggestions.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = suggestions.length ? found.replace("{n}", suggestions.length) : none;
      shown?.(list, status);
    }

    function asOption(suggestion, position) {
      const option = document.createElement("li");
      option.id = `${list.id}-${position}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      fill(option, suggestion);
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

    function take(option) {
      close();
      choose(option, status);
    }

    function close() {
      clearTimeout(timer);
      waiting?.abort();
      list.hidden = true;
      status.className = "visually-hidden";
      status.textContent = "";
      activate(-1);
      box.setAttribute("aria-expanded", "false");
    }

    function onKey(event) {
      const count = list.hidden ? 0 : list.children.length;
      if (event.key === "ArrowDown" && !count) ask();
      else if (event.key === "ArrowDown") activate((active + 1) % count);
      else if (event.key === "ArrowUp" && count) activate(active > 0 ? active - 1 : count - 1);
      else if (event.key === "Enter" && count && active >= 0) take(list.children[active]);
      else if (event.key === "Escape" && count) close();
      else return;
      event.preventDefault();
    }
  };
})();
