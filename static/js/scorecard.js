// A scorecard saves while the interviewer writes; nothing of what they heard is kept on the device.
const form = document.querySelector("form[data-saves]");
const status = document.getElementById("save-status");
const RETRY = [2000, 5000, 15000, 30000];

let timer = 0;
let retry = 0;
let running = Promise.resolve();
let stopped = false;
let saving = false;

const said = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !["revision", "csrf_token"].includes(name))).toString();
let lastSaved = said();
const waiting = () => said() !== lastSaved;
const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
};
const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

// One save at a time: each begins with the revision that the one before returned.
function save() {
  clearTimeout(timer);
  running = running.then(saveNow, saveNow);
  return running;
}

async function saveNow() {
  const sending = said();
  if (stopped || sending === lastSaved) return;
  status.textContent = form.dataset.saving;
  saving = true;
  try {
    const response = await fetch(location.href, { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form) });
    if (response.ok) {
      form.elements.revision.value = (await response.json()).revision;
      lastSaved = sending;
      retry = 0;
      status.textContent = form.dataset.saved.replace("{time}", now());
      if (waiting()) later(0);
    } else if ([409, 422].includes(response.status)) {
      // Trying again would not help: the form's own way to the server shows both versions, or what is to mend.
      stopped = true;
      status.textContent = response.status === 409 ? form.dataset.conflict : (await response.json()).error;
    } else {
      throw new Error(response.status);
    }
  } catch {
    status.textContent = form.dataset.offline;
    later(RETRY[Math.min(retry++, RETRY.length - 1)]);
  } finally {
    saving = false;
  }
}

form.addEventListener("change", () => {
  stopped = false;
  save();
});
form.addEventListener("input", () => {
  stopped = false;
  later(800);
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
addEventListener("online", save);

// What a button sends begins with the revision saved last, so a save that is under way is waited for. Without a connection
// the page stays: leaving it would lose what was written.
let leaving = false;
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (!saving && !retry) {
    stopped = leaving = true;
    return;
  }
  event.preventDefault();
  await save();
  // Not before this event is over: until then the browser takes no other.
  if (!retry) setTimeout(() => form.requestSubmit(event.submitter));
});
addEventListener("beforeunload", (event) => !leaving && waiting() && event.preventDefault());
