// Answers that could not be sent wait here, and only they: an answer is removed as soon as the server has it. The browser's
// storage gets them sealed, under a key that the server gives to pages that have this assessment open, and that is kept
// nowhere here. Where the browser seals nothing (plain http) they wait in this page alone.
//
// A place is a question of an assessment. Each page keeps its answer to it under a name of its own: tabs never write over
// one another, and a page removes only what it wrote or read.
const PREFIX = "unsent:";
const NONCE = 12;
const open = document.querySelector("meta[name=assessment]");
const held = new Map();
const sources = new Map(); // where an answer was taken from that could not be stored under this page's own name
const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt());
const page = crypto.getRandomValues(new Uint32Array(2)).join("");
const own = (place) => `${place}:${page}`;
const within = (name, place) => `${name}:`.startsWith(`${place}:`);

export const seals = Boolean(crypto.subtle && open);
const sealing = seals && crypto.subtle.importKey("raw", bytes(atob(open.dataset.key)), "AES-GCM", false, ["encrypt", "decrypt"]);
const how = (name, iv) => ({ name: "AES-GCM", iv, additionalData: bytes(name) });

export const placeOf = (form) => `${PREFIX}${form.dataset.assessment}:${form.dataset.question}`;
export const waitingHere = (place) => held.get(place);

export async function remember(place, item) {
  held.set(place, item);
  if (!seals) return;
  const text = await sealed(own(place), item);
  // Sent, or written anew, meanwhile.
  if (held.get(place) === item) put(own(place), text);
}

export function forget(place) {
  held.delete(place);
  remove(own(place));
  const source = sources.get(place);
  if (source) remove(source.name, source.text);
  sources.delete(place);
}

// What waits under a place in the storage, the newest first; with the text it was read from.
async function kept(place) {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (!within(name, place) || name.endsWith(`:${page}`)) continue;
      let text = localStorage.getItem(name);
      const item = text && (await opened(name, text));
      if (!item) continue;
      // Left in plain text by an earlier version.
      if (seals && text.startsWith("{")) {
        put(name, await sealed(name, item));
        text = localStorage.getItem(name);
      }
      found.push({ name, text, item });
    }
  } catch {
    // A forbidden storage.
  }
  return found.sort((one, other) => (other.item.at ?? 0) - (one.item.at ?? 0));
}

async function sealed(name, item) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const words = new TextEncoder().encode(JSON.stringify(item));
  const box = await crypto.subtle.encrypt(how(name, iv), await sealing, words);
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(box)));
}

async function opened(name, text) {
  try {
    if (text.startsWith("{")) return JSON.parse(text);
    const box = bytes(atob(text));
    const words = await crypto.subtle.decrypt(how(name, box.slice(0, NONCE)), await sealing, box.slice(NONCE));
    return JSON.parse(new TextDecoder().decode(words));
  } catch {
    return undefined; // sealed under a key that is no more
  }
}

function put(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    // A full or forbidden storage: the page still holds the answer and keeps trying.
  }
}

function remove(name, text) {
  try {
    if (text === undefined || localStorage.getItem(name) === text) localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

// Takes over the newest of what waits under a place; what is older waits on.
export async function recall(place) {
  const [newest] = await kept(place);
  if (newest && !held.has(place)) {
    await remember(place, newest.item);
    if (localStorage.getItem(own(place))) remove(newest.name, newest.text);
    else sources.set(place, newest);
  }
  return held.get(place);
}

export function send(item, csrf) {
  return fetch(item.url, {
    method: "PUT",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(item.body),
    keepalive: true,
  });
}

// Sends what waited since the last visit, only to the assessment it was given in. A refused answer stays, so that its own
// question can show both versions or say what is wrong; the one that is open now sends its own first.
export async function flushQueue(csrf) {
  if (!open) return;
  for (const { name, text, item } of await kept(`${PREFIX}${open.content}`)) {
    if ([...held.keys()].some((place) => within(name, place))) continue;
    try {
      const response = await send(item, csrf);
      if (response.ok) remove(name, text);
    } catch {
      return;
    }
  }
}

addEventListener("online", () => flushQueue(document.querySelector("meta[name=csrf-token]").content));
