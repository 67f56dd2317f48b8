// The word of a buyer's link stands behind its "#": a browser keeps that to itself, so no server log ever holds it.
// Here it is put into the form, which is sent at once.
"use strict";
const form = document.querySelector("[data-word-form]");
const word = location.hash.slice(1);
if (form && word) {
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.word.value = word;
  form.requestSubmit();
}
