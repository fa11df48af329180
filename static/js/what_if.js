// What would be if: steppers, and the answer of the server beside one's own plan. The form works without any of this.
const form = document.querySelector("[data-what-if]");
const status = document.getElementById("what-if-status");
const place = document.getElementById("compared");
const PAUSE = 250;
const DAY = 86_400_000;

let timer = 0;
let asked = new AbortController();

function step(input, by) {
  if (input.type === "date") {
    const day = input.valueAsNumber;
    const [least, most] = [input.min, input.max].map((end) => Date.parse(end));
    if (Number.isFinite(day)) input.valueAsDate = new Date(Math.min(most, Math.max(least, day + by * DAY)));
    return;
  }
  const least = Number(input.min || 0);
  const most = Number(input.max || Infinity);
  const whole = Math.round((Number(input.value || 0) + by) * 2) / 2;
  input.value = Math.min(most, Math.max(least, whole));
}

async function ask() {
  asked.abort();
  asked = new AbortController();
  status.textContent = form.dataset.working;
  try {
    const url = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(url, { signal: asked.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const slip = page.querySelector(".errors li");
    const compared = page.getElementById("compared");
    if (!compared) throw new Error(answer.statusText);
    place.replaceChildren(...compared.childNodes);
    place.hidden = Boolean(slip);
    status.classList.toggle("field-error", Boolean(slip));
    status.textContent = (slip ?? place.querySelector("h2"))?.textContent ?? "";
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = form.dataset.failed;
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

for (const button of form.querySelectorAll("button[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    step(document.getElementById(button.dataset.for), Number(button.dataset.step));
    soon();
  });
}
form.addEventListener("change", soon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  ask();
});
