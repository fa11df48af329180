// One question: saves while the person answers, keeps unsent answers, tells when another tab was faster.
import { flushQueue, forget, placeOf, recall, remember, seals, send, waitingHere } from "./queue.js";

const form = document.querySelector("form[data-autosave]");
const status = document.getElementById("save-status");
const csrf = document.querySelector("meta[name=csrf-token]").content;
const conflict = document.getElementById("conflict");
const place = placeOf(form);
const RETRY = [2000, 5000, 15000, 30000];

let timer = 0;
let retry = 0;
let running = Promise.resolve(true);
let lastSent = "";
let refused = false;
let typed = null;
let next = form.dataset.next;

// What a page asks: a level, sureness and an example; the best and the worst; or one frequency for each indicator.
const parts = form.dataset.parts.split(" ");
const example = form.elements.example;
const value = (part) => (part === "example" ? example.value : form.elements[part].value || null);
const served = (part) =>
  part === "example"
    ? example.defaultValue
    : [...form.querySelectorAll(`input[name="${part}"]`)].find((radio) => radio.defaultChecked)?.value || null;
const values = () => Object.fromEntries(parts.map((part) => [part, value(part)]));

const show = (answer) => {
  for (const part of parts) form.elements[part].value = answer[part] ?? "";
  if (answer.example) document.getElementById("example-fold").open = true;
};

// The words of what is chosen, however the page marks it.
const wordsOf = (answer) =>
  parts.map((part) => {
    if (part === "example") return answer.example;
    const chosen = [...form.querySelectorAll(`input[name="${part}"]`)].find((radio) => radio.value === answer[part]);
    const label = chosen?.closest("label");
    return part !== "confidence" && label && [...label.querySelectorAll(".nm, .tx")].map((piece) => piece.textContent).join(": ");
  }).filter(Boolean).join(" · ");

// One save at a time: each begins with the revision that the one before returned.
function save() {
  clearTimeout(timer);
  running = running.then(saveNow, saveNow);
  return running;
}

const savedAt = (moment) =>
  form.dataset.saved.replace("{time}", moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));

async function saveNow() {
  const said = values();
  refused = false;
  if (JSON.stringify(said) === lastSent) {
    if (typed && waitingHere(place) === typed) forget(place);
    return true;
  }
  const item = itemOf(said);
  typed = null;
  const kept = remember(place, item);
  status.textContent = form.dataset.saving;
  try {
    return await settle(await send(item, csrf), item);
  } catch {
    await kept;
    status.textContent = seals ? form.dataset.offline : form.dataset.offlineHere;
    timer = setTimeout(save, RETRY[Math.min(retry++, RETRY.length - 1)]);
    return false;
  }
}

// What is typed and not sent yet goes by the revision that is known now.
function holdTyped() {
  if (JSON.stringify(values()) !== lastSent) remember(place, (typed = itemOf(values())));
}

// The same answer sent again keeps its key, so the server stores it once.
function itemOf(said) {
  const waiting = waitingHere(place);
  if (waiting && waiting !== typed && JSON.stringify(waiting.said) === JSON.stringify(said)) return waiting;
  const revision = Number(form.elements.revision.value);
  const body = { ...said, assessment: form.dataset.assessment, revision, key: crypto.randomUUID?.() ?? uuid() };
  return { url: form.dataset.url, body, said, at: Date.now() };
}

async function settle(response, item) {
  const said = item.said;
  if (response.ok) {
    const saved = await response.json();
    retry = 0;
    lastSent = JSON.stringify(said);
    form.elements.revision.value = saved.revision;
    if (waitingHere(place) === item) forget(place);
    else if (typed) holdTyped();
    next = saved.next;
    status.textContent = savedAt(new Date());
    return true;
  }
  if (response.status === 409) {
    tell((await response.json()).stored, said);
    return false;
  }
  if ([404, 410].includes(response.status)) {
    status.textContent = form.dataset.gone;
    return false;
  }
  if (response.status === 422) {
    // Trying again would not help: the form's own way to the server explains what to mend.
    status.textContent = (await response.json()).error;
    refused = true;
    return false;
  }
  status.textContent = form.dataset.failed;
  timer = setTimeout(save, RETRY[Math.min(retry++, RETRY.length - 1)]);
  return false;
}

// Both versions are there: the server's is described, the form shows this device's. The person chooses.
function tell(stored, said) {
  status.textContent = "";
  conflict.replaceChildren();
  const line = (tag, text) => conflict.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  line("h2", form.dataset.conflict);
  line("p", `${form.dataset.stored} ${wordsOf(stored) || "—"}`);
  const actions = conflict.appendChild(Object.assign(document.createElement("p"), { className: "actions" }));
  const button = (label, action) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-2", textContent: label });
    made.addEventListener("click", () => {
      conflict.hidden = true;
      form.elements.revision.value = stored.revision;
      forget(place);
      action();
    });
    actions.append(made);
  };
  button(form.dataset.keep, () => {
    show(stored);
    lastSent = JSON.stringify(values());
    status.textContent = "";
  });
  button(form.dataset.mine, () => {
    show(said);
    save();
  });
  conflict.hidden = false;
  conflict.tabIndex = -1;
  show(said);
  pointOut(conflict);
}

function pointOut(box) {
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center", behavior: "instant" });
}

// Old in-app browsers know randomness but not randomUUID outside https.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

let touched = 0;
form.addEventListener("pointerup", () => (touched = Date.now()));
const byPointer = () => Date.now() - touched < 600;

const exampleOpen = () => document.getElementById("example-fold").open && example.value;

form.addEventListener("change", async (event) => {
  const name = event.target.name;
  const byHand = byPointer();
  const saved = save();
  if (name === "level" && byHand) {
    document.getElementById("sure").scrollIntoView({
      block: "end",
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  }
  // A tap on how sure one is ends the question; with the keyboard the arrows walk through the choices, so nothing moves.
  if (name === "confidence" && byHand && form.elements.level.value && !exampleOpen() && (await saved)) location.assign(next);
});
if (example) {
  document.getElementById("sure-hint").append(` ${form.dataset.hurry}`);
  example.addEventListener("input", () => {
    count();
    // Sealing takes a moment that a page which is closed has no more, so it does not wait for the next save.
    holdTyped();
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  example.addEventListener("blur", save);
}
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
addEventListener("online", save);

form.addEventListener("submit", async (event) => {
  // What is missing is explained by the server's own error page.
  const needed = parts.includes("level") ? ["level"] : parts.includes("best") ? parts : [];
  if (needed.some((part) => !value(part)) || !parts.some(value)) return;
  event.preventDefault();
  if (!conflict.hidden) pointOut(conflict);
  else if (await save()) location.assign(next);
  else if (refused) form.submit();
  else if (conflict.hidden) form.querySelector(".sticky").scrollIntoView({ block: "end" });
});

for (const link of document.querySelectorAll("[data-save-first], [data-language]")) {
  link.addEventListener("click", async (event) => {
    if (JSON.stringify(values()) === lastSent) return;
    event.preventDefault();
    await Promise.race([save(), new Promise((done) => setTimeout(done, 1500))]);
    location.assign(link.href);
  });
}

// Number keys choose a description only while the focus is inside the group (WCAG 2.1.4).
form.querySelector(".levels")?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return;
  const radio = document.getElementById(`level-${Number(event.key) - 1}`);
  radio.checked = true;
  radio.focus();
  save();
});

const counter = document.querySelector("[data-count]");
function count() {
  counter.textContent = ` · ${counter.dataset.words.replace("{n}", 600 - example.value.length)}`;
}

const last = status.dataset.time;
if (last) status.textContent = savedAt(new Date(last));

// What the server wrote, and not what stands here by now: on a slow phone somebody has chosen before this runs.
lastSent = JSON.stringify(Object.fromEntries(parts.map((part) => [part, served(part)])));
const early = JSON.stringify(values()) !== lastSent;
const waiting = early ? undefined : await recall(place); // what somebody has chosen by now is not written over
if (early) save();
else if (waiting) {
  show(waiting.said);
  save();
} else {
  flushQueue(csrf);
}
if (example) count();
// A page taken from the browser's memory may be older than the server's answer.
addEventListener("pageshow", (event) => event.persisted && location.reload());
