/* While a maker is written down, the register is asked now and then who it may be; the answer never takes the focus. */
(() => {
  "use strict";

  const PAUSE = 500;
  const SHORTEST = 3;
  const ASKED = ["public_name", "phone", "region", "position_lat", "position_lon", "position_precision_m"];

  document.addEventListener("DOMContentLoaded", () => {
    for (const panel of document.querySelectorAll("[data-likely]")) wakeUp(panel);
  });

  function wakeUp(panel) {
    const form = panel.closest("form");
    let timer;
    let waiting;
    let asked = question();

    form.addEventListener("input", later);
    form.addEventListener("change", later);

    function later() {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }

    function question() {
      return JSON.stringify(ASKED.map((name) => form.elements[name]?.value ?? ""));
    }

    function body() {
      const sent = new FormData();
      for (const name of ["csrfmiddlewaretoken", ...ASKED]) {
        sent.set(name.replace("position_", ""), form.elements[name]?.value ?? "");
      }
      sent.set("record", panel.dataset.record);
      for (const tick of panel.querySelectorAll("input[name='apart']:checked")) sent.append("apart", tick.value);
      return sent;
    }

    async function ask() {
      if (question() === asked || form.elements.public_name.value.trim().length < SHORTEST) return;
      asked = question();
      waiting?.abort();
      waiting = new AbortController();
      try {
        const response = await fetch(panel.dataset.likely, { method: "POST", body: body(), signal: waiting.signal });
        if (!response.ok) return;
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        const held = panel.contains(document.activeElement);
        if (!held) panel.replaceChildren(...answer.body.childNodes);
      } catch {
        /* Without an answer the server asks when the form is sent. */
      }
    }
  }
})();
