// Answers that could not be sent wait here, and only they: an answer is removed as soon as the server has it. The browser's
// storage gets them sealed, under a key that the server gives to pages that have this assessment open, and that is kept
// nowhere here. Where the browser seals nothing (plain http) they wait in this page alone.
const PREFIX = "unsent:";
const NONCE = 12;
const open = document.querySelector("meta[name=assessment]");
const held = new Map();
const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt());

export const seals = Boolean(crypto.subtle && open);
const sealing = seals && crypto.subtle.importKey("raw", bytes(atob(open.dataset.key)), "AES-GCM", false, ["encrypt", "decrypt"]);
const how = (key, iv) => ({ name: "AES-GCM", iv, additionalData: bytes(key) });

export const keyOf = (form) => `${PREFIX}${form.dataset.assessment}:${form.dataset.question}`;
export const waitingHere = (key) => held.get(key);

export async function remember(key, item) {
  held.set(key, item);
  if (!seals) return;
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt(how(key, iv), await sealing, new TextEncoder().encode(JSON.stringify(item)));
  // Sent, or written anew, meanwhile.
  if (held.get(key) !== item) return;
  try {
    localStorage.setItem(key, btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed))));
  } catch {
    // A full or forbidden storage: the page still holds the answer and keeps trying.
  }
}

export async function recall(key) {
  try {
    const kept = localStorage.getItem(key);
    if (held.has(key) || !kept) return held.get(key);
    // Left in plain text by an earlier version.
    if (kept.startsWith("{")) await remember(key, JSON.parse(kept));
    else if (seals) {
      const sealed = bytes(atob(kept));
      const opened = await crypto.subtle.decrypt(how(key, sealed.slice(0, NONCE)), await sealing, sealed.slice(NONCE));
      if (!held.has(key)) held.set(key, JSON.parse(new TextDecoder().decode(opened)));
    }
  } catch {
    // Nothing was kept, or under a key that is no more.
  }
  return held.get(key);
}

export function forget(key) {
  held.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
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
// question can show both versions or say what is wrong.
export async function flushQueue(csrf) {
  if (!open) return;
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${open.content}:`));
  } catch {
    return;
  }
  for (const key of keys) {
    const item = await recall(key);
    if (!item) continue;
    try {
      const response = await send(item, csrf);
      if (response.ok && held.get(key) === item) forget(key);
    } catch {
      return;
    }
  }
}

addEventListener("online", () => flushQueue(document.querySelector("meta[name=csrf-token]").content));
