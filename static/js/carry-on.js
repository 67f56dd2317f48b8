// Work that goes on slice by slice: the button is pressed again by itself, and once more after a connection was lost.
'use strict';

for (const form of document.querySelectorAll('form[data-carry-on]')) {
  const goOn = () => {
    if (navigator.onLine) {
      form.requestSubmit();
    } else {
      window.addEventListener('online', goOn, { once: true });
    }
  };
  setTimeout(goOn, 300);
}
