/* Names for what Django's admin leaves unnamed to a screen reader: Select2's boxes, and the fields of inline tables. */
(() => {
  "use strict";

  const textOf = (element) => element?.textContent.replace(":", "").trim();

  function nameSelects(root) {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const container = select.nextElementSibling;
      const label = textOf(select.labels[0]) || columnOf(select);
      const box = container?.querySelector("[role='combobox']");
      const search = container?.querySelector(".select2-search__field");
      container?.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
      if (!label) continue;
      search?.setAttribute("aria-label", label);
      container?.querySelector(".select2-selection__rendered[role='textbox']")?.setAttribute("aria-label", label);
      if (box && !search) {
        box.removeAttribute("aria-labelledby");
        box.setAttribute("aria-label", [label, textOf(box)].filter(Boolean).join(": "));
      }
    }
  }

  function columnOf(field) {
    const cell = field.closest(".tabular td");
    return cell && textOf(cell.closest("table").tHead.rows[0].cells[cell.cellIndex]);
  }

  function nameCells(root) {
    for (const field of root.querySelectorAll(".tabular td :is(input, select, textarea):not([type='hidden'])")) {
      if (!field.labels?.length && columnOf(field)) field.setAttribute("aria-label", columnOf(field));
    }
  }

  /* A table that scrolls sideways must also scroll by keyboard. */
  function openToKeyboard() {
    for (const part of document.querySelectorAll(".inline-group, .results, .table-scroll")) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
  }

  function nameAll(root) {
    nameCells(root);
    nameSelects(root);
    openToKeyboard();
  }

  /* jQuery calls in the order of asking, so this comes after Select2 has made its boxes. */
  if (window.django?.jQuery) window.django.jQuery(() => nameAll(document));
  else openToKeyboard();
  document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
  document.addEventListener("change", (event) => {
    if (event.target.matches("select.select2-hidden-accessible")) setTimeout(() => nameSelects(document));
  });
})();
