/* The button that asks the phone where it is, once and only when pressed, and proposes the village there. */
(() => {
  "use strict";

  const LONGEST_WAIT = 20000;

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-position]")) wakeUp(part);
  });

  function wakeUp(part) {
    const form = part.closest("form");
    const [lat, lon, precision] = part.querySelectorAll("input[type='hidden']");
    const state = part.querySelector("[role='status']");
    const ask = part.querySelector("[data-position-ask]");
    const remove = part.querySelector("[data-position-remove]");
    const village = part.querySelector("[data-position-village]");

    part.querySelector("[data-position-tick]")?.remove();
    ask.hidden = !navigator.geolocation;
    remove.hidden = !lat.value;
    ask.addEventListener("click", askPhone);
    remove.addEventListener("click", () => {
      fill("", "", "");
      state.textContent = part.dataset.removed;
      village.hidden = true;
      ask.focus();
    });

    function askPhone() {
      state.textContent = part.dataset.asking;
      ask.disabled = true;
      const exactly = { enableHighAccuracy: true, timeout: LONGEST_WAIT, maximumAge: 30000 };
      navigator.geolocation.getCurrentPosition(taken, refused, exactly);
    }

    function refused() {
      ask.disabled = false;
      state.textContent = part.dataset.refused;
    }

    function taken({ coords }) {
      ask.disabled = false;
      const metres = Math.max(1, Math.ceil(coords.accuracy));
      fill(coords.latitude.toFixed(6), coords.longitude.toFixed(6), metres);
      const words = metres < 1000 ? part.dataset.metres : part.dataset.kilometres;
      state.textContent = words.replace("{n}", metres < 1000 ? metres : Math.round(metres / 1000));
      proposeVillage();
    }

    function fill(...numbers) {
      [lat.value, lon.value, precision.value] = numbers;
      remove.hidden = !lat.value;
      lat.dispatchEvent(new Event("change", { bubbles: true }));
    }

    /* Only proposed: what the officer has chosen or typed stays until the button is pressed. */
    async function proposeVillage() {
      const field = form.querySelector("[data-region-field]");
      village.hidden = true;
      if (!field) return;
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.set("lat", lat.value);
      body.set("lon", lon.value);
      try {
        const response = await fetch(part.dataset.nearest, { method: "POST", body });
        const region = response.ok ? await response.json() : {};
        if (region.code && region.code !== field.querySelector("input[type='hidden']").value) propose(field, region);
      } catch {
        /* Without a line the officer types the village. */
      }
    }

    function propose(field, region) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet";
      button.textContent = part.dataset.use;
      button.addEventListener("click", () => {
        const box = field.querySelector("input[type='text']");
        box.value = region.label;
        field.querySelector("input[type='hidden']").value = region.code;
        field.querySelector("fieldset")?.remove();
        box.removeAttribute("aria-invalid");
        box.dispatchEvent(new Event("change", { bubbles: true }));
        village.hidden = true;
        state.textContent = region.label;
        ask.focus();
      });
      village.replaceChildren(`${region.label} `, button);
      village.hidden = false;
    }
  }
})();
