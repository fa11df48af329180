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

// Sends what waited since the last visit, only to the assessment it was given in. A refused answer stays, so that its own
// question can show both versions or say what is wrong.
export async function flushQueue(csrf) {
  const open = document.querySelector("meta[name=assessment]")?.content;
  if (!open) return;
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${open}:`));
  } catch {
    return;
  }
  for (const key of keys) {
    const item = recall(key);
    if (!item) continue;
    try {
      const response = await send(item, csrf);
      if (response.ok) forget(key);
    } catch {
      return;
    }
  }
}

addEventListener("online", () => flushQueue(document.querySelector("meta[name=csrf-token]").content));
