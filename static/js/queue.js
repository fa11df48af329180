// Answers that could not be sent wait here, and only they: an answer is removed as soon as the server has it.
const PREFIX = "unsent:";

export const keyOf = (form) => `${PREFIX}${form.dataset.assessment}:${form.dataset.question}`;

export function remember(key, item) {
  try {
    localStorage.setItem(key, JSON.stringify(item));
  } catch {
    // A full or forbidden storage: the page still holds the answer and keeps trying.
  }
}

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
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

// Sends what waited since the last visit. A refused answer stays, so that its own question can show both versions.
export async function flushQueue(csrf) {
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return;
  }
  for (const key of keys) {
    const item = recall(key);
    if (!item) continue;
    try {
      const response = await send(item, csrf);
      if (response.ok || response.status === 404 || response.status === 410 || response.status === 422) forget(key);
    } catch {
      return;
    }
  }
}

addEventListener("online", () => flushQueue(document.querySelector("meta[name=csrf-token]").content));
