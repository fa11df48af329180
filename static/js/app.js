// Progressive enhancement only: every page works without it.
import { flushQueue } from "./queue.js";

const root = document.documentElement;
const csrf = document.querySelector("meta[name=csrf-token]").content;

const toggle = document.querySelector("[data-theme-toggle]");
if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    const body = new URLSearchParams({ theme: root.dataset.theme });
    fetch(toggle.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
  });
}

document.querySelector("[data-error-summary]")?.focus();

// Folded on a phone, open on a wide screen; a link to something inside opens it.
if (matchMedia("(min-width: 900px)").matches) {
  for (const fold of document.querySelectorAll("[data-open-wide]")) fold.open = true;
}
const openTarget = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
openTarget();
addEventListener("hashchange", openTarget);

// A second tap sends nothing while the first is on its way; where nothing came of it for long, the next one does.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = -Infinity;
  form.addEventListener("submit", (event) => {
    if (performance.now() - sent < 10000) event.preventDefault();
    else sent = performance.now();
  });
  addEventListener("pageshow", () => (sent = -Infinity));
}

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const field of document.querySelectorAll("[data-copy]")) {
  const row = document.createElement("div");
  row.className = "copy-row";
  const button = (label, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-2";
    made.textContent = label;
    made.addEventListener("click", () => action(made));
    row.append(made);
  };
  button(field.dataset.copy, async (made) => {
    field.select();
    await navigator.clipboard?.writeText(field.value);
    made.textContent = field.dataset.copied;
  });
  if (field.dataset.share && navigator.share) {
    const isLink = /^https?:/.test(field.value);
    button(field.dataset.share, () =>
      navigator.share(isLink ? { url: field.value } : { text: field.value }).catch(() => {}),
    );
  }
  field.after(row);
}

// The phone's own sheet for the PDF; where files cannot be shared the link downloads as it always does.
for (const link of document.querySelectorAll("[data-share-file]")) {
  const probe = new File([""], "x.pdf", { type: "application/pdf" });
  if (!matchMedia("(pointer: coarse)").matches || !navigator.canShare?.({ files: [probe] })) continue;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const response = await fetch(link.href);
      const named = /filename\*=UTF-8''([^;]+)|filename="?([^";]+)/.exec(response.headers.get("Content-Disposition"));
      const name = decodeURIComponent(named[1] ?? named[2]);
      const file = new File([await response.blob()], name, { type: "application/pdf" });
      await navigator.share({ files: [file], title: link.dataset.shareFile });
    } catch (error) {
      if (error.name !== "AbortError") location.assign(link.href);
    }
  });
}

if (document.querySelector("form[data-autosave]")) await import("./question.js");
else flushQueue(csrf);
if (document.querySelector("[data-chart]")) await import("./chart.js");
