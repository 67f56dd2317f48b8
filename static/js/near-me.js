/* Asks the phone where it is, once and on demand, and sends that in a form's hidden fields. */
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-near-me]")) {
    const status = form.querySelector("[role='status']");
    if (!navigator.geolocation) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.lat.value) return;
      event.preventDefault();
      status.textContent = form.dataset.waiting;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          form.elements.lat.value = coords.latitude;
          form.elements.lon.value = coords.longitude;
          form.submit();
        },
        () => (status.textContent = form.dataset.refused),
        { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 },
      );
    });
  }

  /* Coming back by the back button, the phone may be elsewhere. */
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-near-me]")) form.reset();
  });
})();
