/* Photos of a product or a cluster: made smaller here, sent piece by piece, and sent on when the line comes back, also
   after the page was left. Without this script the form sends plain files. */
(() => {
  "use strict";

  const form = document.getElementById("photos");
  const input = form?.querySelector("input[type='file']");
  if (!input || !window.createImageBitmap) return;

  const LONGEST_SIDE = 1600;
  const THUMB = 160;
  const QUALITY = 0.85;
  const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
  const PATIENCE = 60000;
  const KEPT = 24 * 60 * 60 * 1000;
  const PIECE = Number(form.dataset.piece);

  const queue = form.querySelector("[data-queue]");
  const rows = form.querySelector("[data-photos]");
  const status = form.querySelector("[data-status]");
  const waiting = [];
  let all = 0;
  let done = 0;
  let isSending = false;
  let sent = null;
  let leaveBy = null;

  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    const room = Number(form.dataset.room) - all;
    if (files.length > room) say(form.dataset.full);
    for (const file of files.slice(0, Math.max(room, 0))) await add(await made(file));
    send();
  });

  /* Who goes on while photos are on their way goes on when they have come. */
  form.addEventListener("submit", (event) => {
    if (!waiting.length) return;
    event.preventDefault();
    leaveBy = event.submitter;
  });

  resume();

  async function made(file) {
    return { upload: newId(), album: form.dataset.album, blob: await shrunk(file), at: Date.now() };
  }

  function newId() {
    /* crypto.randomUUID is missing on plain http. */
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
    return hex.join("");
  }

  async function drawn(blob, longest) {
    const image = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return canvas;
  }

  async function shrunk(file) {
    try {
      const canvas = await drawn(file, LONGEST_SIDE);
      return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))) ?? file;
    } catch {
      return file; /* The browser cannot read it; the server says so in a sentence, or can. */
    }
  }

  async function add(photo) {
    all += 1;
    photo.row = await rowOf(photo);
    queue.append(photo.row);
    queue.hidden = false;
    waiting.push(photo);
    keep(photo);
    say();
  }

  async function rowOf(photo) {
    const row = document.createElement("li");
    const progress = document.createElement("progress");
    const drop = document.createElement("button");
    row.className = "photo-waiting";
    row.append(await drawn(photo.blob, THUMB).catch(() => document.createElement("canvas")));
    progress.max = photo.blob.size;
    progress.value = 0;
    progress.setAttribute("aria-label", form.dataset.progress.replace("{n}", all));
    drop.type = "button";
    drop.className = "button button-quiet";
    drop.textContent = form.dataset.drop;
    drop.addEventListener("click", () => giveUp(photo));
    row.append(progress, drop);
    return row;
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    let failures = 0;
    while (waiting.length) {
      try {
        sent = waiting[0];
        const answer = await sendPiece(sent);
        failures = 0;
        if (answer) take(sent, answer);
        leaveAlone();
      } catch {
        leaveAlone();
        say(counted(form.dataset.waiting));
        await pause(PAUSES[Math.min(failures, PAUSES.length - 1)]);
        failures += 1;
      }
    }
    isSending = false;
    queue.hidden = !queue.children.length;
    if (leaveBy) form.requestSubmit(leaveBy);
  }

  /* The answer to the next piece; nothing when the photo was given up or refused. Throws when the line is broken. */
  async function sendPiece(photo) {
    const offset = photo.offset ?? 0;
    const piece = photo.blob.slice(offset, offset + PIECE);
    const address = new URLSearchParams({ upload: photo.upload, size: photo.blob.size, offset });
    const response = await fetch(`${form.dataset.upload}?${address}`, {
      method: "POST",
      body: piece,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/octet-stream" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 422) return refuse(photo, (await response.json()).error);
    if (response.redirected || (response.status >= 400 && response.status < 500)) return lose();
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  function take(photo, answer) {
    photo.offset = answer.offset;
    photo.row.querySelector("progress").value = answer.offset;
    if (!answer.row) return say();
    const parsed = new DOMParser().parseFromString(answer.row, "text/html").querySelector("[data-photo]");
    const isThere = rows.querySelector(`[data-photo="${parsed.dataset.photo}"]`);
    if (!isThere) rows.append(document.adoptNode(parsed));
    done += 1;
    end(photo);
  }

  function refuse(photo, sentence) {
    end(photo);
    const note = document.createElement("li");
    note.className = "error";
    note.setAttribute("role", "alert");
    note.textContent = sentence;
    queue.append(note);
    all -= 1;
    leaveBy = null;
  }

  /* Signed out meanwhile: the photos stay on this phone and are sent when this page is opened again. */
  function lose() {
    waiting.length = 0;
    leaveBy = null;
    say(form.dataset.lost);
  }

  function leaveAlone() {
    if (sent.isGivenUp) tellGivenUp(sent);
    sent = null;
  }

  /* The server makes room at once; a piece that is under way is waited for, as it would be kept again. */
  function giveUp(photo) {
    end(photo);
    all -= 1;
    photo.isGivenUp = true;
    if (photo !== sent) tellGivenUp(photo);
  }

  async function tellGivenUp({ upload }) {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const address = new URLSearchParams({ given_up: upload });
    try {
      await fetch(`${form.dataset.upload}?${address}`, { method: "POST", headers, keepalive: true });
    } catch {
      /* The line is broken: the next photo takes its place some minutes from now. */
    }
  }

  function end(photo) {
    const place = waiting.indexOf(photo);
    if (place >= 0) waiting.splice(place, 1);
    photo.row.remove();
    forget(photo);
    say();
  }

  function counted(text) {
    return text.replace("{done}", done).replace("{all}", done + waiting.length);
  }

  function say(text) {
    if (text) status.textContent = text;
    else if (waiting.length) status.textContent = counted(form.dataset.sending);
    else if (done) status.textContent = form.dataset.sent;
    else status.textContent = "";
  }

  function pause(time) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }

  /* What was chosen is kept in the browser until it has come, so that a page that was closed can go on. */
  function store(mode) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open("sentra-photos", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "upload" });
      opening.onsuccess = () => resolve(opening.result.transaction("waiting", mode).objectStore("waiting"));
      opening.onerror = () => reject(opening.error);
    });
  }

  async function keep({ upload, album, blob, at }) {
    try {
      (await store("readwrite")).put({ upload, album, blob, at });
    } catch {
      /* A browser that keeps nothing still sends while the page is open. */
    }
  }

  async function forget({ upload }) {
    try {
      (await store("readwrite")).delete(upload);
    } catch {
      /* Then nothing was kept. */
    }
  }

  async function kept() {
    try {
      const asking = (await store("readonly")).getAll();
      return await new Promise((resolve, reject) => {
        asking.onsuccess = () => resolve(asking.result);
        asking.onerror = () => reject(asking.error);
      });
    } catch {
      return [];
    }
  }

  async function resume() {
    for (const photo of await kept()) {
      if (Date.now() - photo.at > KEPT) await forget(photo);
      else if (photo.album === form.dataset.album) await add(photo);
    }
    send();
  }
})();
