// What would have to be mended in a draft is said while somebody edits it, before they save.
const form = document.querySelector("form[data-check]");
const box = document.getElementById("check-said");
const PAUSE = 500;
let timer = 0;
let asked = 0;

async function check() {
  const turn = ++asked;
  const body = new FormData(form);
  body.set("check", "y");
  const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body }).catch(() => null);
  // Something newer is on its way, or the server is away: then saving tells.
  if (turn !== asked || !response?.ok) return;
  const { heading, problems } = await response.json();
  box.querySelector("h2").textContent = heading;
  box.querySelector("ul").replaceChildren(...problems.map((words) => Object.assign(document.createElement("li"), { className: "breaks", textContent: words })));
  box.hidden = false;
}

form.addEventListener("change", () => {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
