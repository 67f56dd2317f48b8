/* The search without loading the page anew: htmx brings what another filter, order or page finds. This keeps readers
   where they were, tells how many products there are now, and says so when no answer comes. */
(() => {
  "use strict";

  const found = document.getElementById("found");
  const words = document.getElementById("words");
  const trouble = document.getElementById("trouble");
  const announced = document.getElementById("announced");
  let place = null;

  /* An address holds only what was asked for. */
  document.addEventListener("formdata", (event) => {
    if (event.target.id !== "search") return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  /* Who sends the form wants to see what is found. Filters opened while the answer is on its way stay open. */
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const isSent = detail.requestConfig.triggeringEvent?.type === "submit";
    if (detail.target === found && isSent) document.getElementById("filters")?.removeAttribute("open");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (detail.target !== found) return;
    /* A search that took too long is answered by a page of our own, which is more than the sentence below. */
    if (detail.xhr.status === 503 && detail.xhr.getResponseHeader("HX-Reswap")) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
    place = whereOneIs();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    /* What the history brings back has no request of its own; see htmx:historyRestore. */
    if (event.target !== found || !event.detail.requestConfig) return;
    const { elt, triggeringEvent } = event.detail.requestConfig;
    const isSent = triggeringEvent?.type === "submit";
    trouble.hidden = true;
    unfoldAsBefore(place);
    if (isSent || elt.closest(".pagination")) total().focus();
    else goBackTo(place);
    catchUp();
  });

  document.addEventListener("htmx:historyRestore", catchUp);
  document.addEventListener("htmx:historyCacheMiss", (event) => {
    event.detail.xhr.onerror = () => location.reload();
  });
  document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, () => {
      trouble.hidden = false;
      trouble.scrollIntoView({ block: "nearest" });
    });
  }

  function total() {
    return document.getElementById("total");
  }

  /* What is unfolded, what has the focus, and the field that is being typed into. */
  function whereOneIs() {
    const folds = new Map([...found.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
    const active = document.activeElement;
    if (!found.contains(active)) return { folds };
    const typed = active.type === "text" ? (active.closest("[data-region-field]") ?? active) : null;
    return { folds, active, typed };
  }

  /* Filters of which one was not understood come open; all else is as the reader left it. */
  function unfoldAsBefore({ folds }) {
    const isRefused = found.querySelector("#filters")?.open;
    for (const one of found.querySelectorAll("details[id]")) if (folds.has(one.id)) one.open = folds.get(one.id);
    if (isRefused) found.querySelector("#filters").open = true;
  }

  /* The field that is being typed into stays itself: what is in it has not been sent yet. */
  function goBackTo({ active, typed }) {
    if (!active) return;
    const href = active.getAttribute("href");
    const again = active.id
      ? document.getElementById(active.id)
      : [...found.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === href);
    if (again && typed) (typed === active ? again : again.closest("[data-region-field]")).replaceWith(typed);
    ((typed && again ? active : again) ?? total()).focus({ preventScroll: true });
    /* Being moved closed its suggestions. */
    const code = typed?.querySelector("input[type='hidden']");
    if (code?.value === "") active.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* The box above keeps what is being typed into it, and otherwise says what was looked for. */
  function catchUp() {
    if (document.activeElement !== words) words.value = document.getElementById("results").dataset.words;
    announced.textContent = "";
    setTimeout(() => {
      announced.textContent = total().textContent;
    }, 100);
  }
})();
