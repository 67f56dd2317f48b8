/* Suggestions while one types what to look for. Choosing one leads to its address; Enter without a choice sends the
   form as ever. Builds on combobox.js. */
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("input[data-suggest]")) wakeUp(box);
  });

  function wakeUp(box) {
    const { suggest, found, none, list: label, products } = box.dataset;
    window.combobox(box, {
      look: "suggestions",
      label,
      found,
      none,
      find,
      fill,
      choose: (option) => location.assign(option.dataset.url),
    });

    async function find(signal) {
      const response = await fetch(`${suggest}?${asked()}`, { signal });
      if (!response.ok) throw new Error(response.statusText);
      return response.json();
    }

    /* The filters of the form go along, so that they stay on. */
    function asked() {
      const parameters = new URLSearchParams(box.form ? new FormData(box.form) : {});
      parameters.set("q", box.value);
      for (const [name, value] of [...parameters]) if (!value || name === "page") parameters.delete(name);
      return parameters;
    }

    function fill(option, suggestion) {
      option.dataset.url = suggestion.url;
      option.append(part("strong", suggestion.text));
      const details = [suggestion.kind, suggestion.detail].filter(Boolean).join(" · ");
      if (details) option.append(" ", part("span", details));
      if (suggestion.total) option.append(" ", part("span", products.replace("{n}", suggestion.total)));
    }
  }

  function part(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }
})();
