// The link on a slip carries the code behind the #, which no server, log or other site ever sees. It is put into the
// form and sent; out of the address, and so out of the browser's history, it goes at once.
'use strict';

const form = document.querySelector('form[data-claim-code]');
const code = location.hash.slice(1);
if (form && /^[0-9A-Za-z]{8}$/.test(code)) {
  history.replaceState(null, '', location.pathname + location.search);
  form.elements.code.value = code;
  form.requestSubmit();
}
