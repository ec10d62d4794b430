/* The kiosk's page (templates/public/kiosk.html): what is answered stays on the tablet until it was sent, once each.
   Each answer has its key before it is sent, so sending it again counts once. Without this script the page is a form. */
"use strict";

const form = document.getElementById("survei");
const thanks = document.getElementById("terima-kasih");
const waiting = document.getElementById("menunggu");
const empty = document.getElementById("kosong");

const PLACE = `jawaban ${location.pathname}`;
const AGAIN = 10_000, PATIENCE = 20_000, IDLE = 90_000, SHOWN = 8_000;
const REFUSED = [404, 409, 422]; // it would be refused again: the survey is closed

let sending = false, idle = 0, shown = 0;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) || [];
  } catch {
    return [];
  }
}

function keep(all) {
  localStorage.setItem(PLACE, JSON.stringify(all));
  tell();
}

function tell() {
  const number = kept().length;
  waiting.hidden = number === 0;
  waiting.textContent = number === 1 ? waiting.dataset.satu : waiting.dataset.banyak.replace("#", number);
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function take(event) {
  const given = new URLSearchParams(new FormData(form));
  const answered = [...form.querySelectorAll("input[type=radio]")].some((choice) => choice.checked);
  empty.hidden = answered;
  if (!answered) {
    event.preventDefault();
    empty.scrollIntoView();
    return;
  }
  given.set("kunci", newKey());
  try {
    keep([...kept(), given.toString()]);
  } catch {
    return; // no room on the tablet: the form sends itself
  }
  event.preventDefault();
  form.reset();
  thanks.hidden = false;
  thanks.scrollIntoView();
  clearTimeout(shown);
  shown = setTimeout(() => { thanks.hidden = true; }, SHOWN);
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let all = kept(); all.length; all = kept()) {
      const body = new URLSearchParams(all[0]);
      body.set("csrf_token", form.elements.csrf_token.value);
      const wait = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: wait });
      if (answer.type !== "opaqueredirect" && !REFUSED.includes(answer.status)) break;
      keep(kept().filter((one) => one !== all[0]));
    }
  } catch {
    // no network: later
  } finally {
    sending = false;
  }
}

if (form) {
  form.addEventListener("submit", take);
  form.addEventListener("input", () => {
    empty.hidden = true;
    clearTimeout(idle);
    idle = setTimeout(() => form.reset(), IDLE); // who went away leaves nothing for the next one to see
  });
  addEventListener("online", send);
  setInterval(send, AGAIN);
  tell();
  send();
}
