// A tick below a password shows what is typed: on a phone that beats typing it twice.
'use strict';

for (const box of document.querySelectorAll('input[data-show-password]')) {
  const label = document.createElement('label');
  const tick = document.createElement('input');
  tick.type = 'checkbox';
  tick.addEventListener('change', () => {
    box.type = tick.checked ? 'text' : 'password';
  });
  // Sent as text, a browser would offer the password again to whoever has the phone next.
  box.form.addEventListener('submit', () => {
    box.type = 'password';
  });
  label.className = 'choice';
  label.append(tick, box.dataset.showPassword);
  box.after(label);
}
