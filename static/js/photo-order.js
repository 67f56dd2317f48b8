/* Photos are put in order by dragging, with a finger or a mouse. The buttons beside them do the same. */
(() => {
  "use strict";

  const form = document.getElementById("photos");
  const list = form?.querySelector("[data-photos]");
  if (!list) return;

  const status = form.querySelector("[data-status]");
  let row = null;
  let before = "";

  list.classList.add("photo-rows-draggable");
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle) return;
    event.preventDefault();
    row = handle.closest("[data-photo]");
    before = order();
    row.classList.add("photo-dragged");
    list.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", (event) => {
    if (!row) return;
    const over = [...list.children].find((other) => isUnder(other, event.clientY));
    if (!over || over === row) return;
    const isLater = row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    (isLater ? over.after : over.before).call(over, row);
  });
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);

  function isUnder(other, y) {
    const box = other.getBoundingClientRect();
    return y >= box.top && y <= box.bottom;
  }

  function order() {
    return [...list.children].map((one) => one.dataset.photo).join(",");
  }

  function drop() {
    if (!row) return;
    row.classList.remove("photo-dragged");
    row = null;
    if (order() !== before) save();
  }

  async function save() {
    const body = new URLSearchParams({ order: order() });
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    try {
      const response = await fetch(form.dataset.order, { method: "POST", body, headers });
      const answer = response.status === 422 ? await response.json() : {};
      if (!response.ok || response.redirected) throw new Error(answer.error ?? "");
      status.textContent = form.dataset.ordered;
    } catch (error) {
      putBack();
      status.textContent = error instanceof TypeError || !error.message ? form.dataset.notOrdered : error.message;
    }
  }

  function putBack() {
    for (const key of before.split(",")) list.append(list.querySelector(`[data-photo="${key}"]`));
  }
})();
