// Something is being worked out: how far it is, and the page anew when it is there. Without script there is a link.
const PAUSE = 1500;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const bar = page.querySelector("[data-waiting] progress");
    if (!bar) return location.reload();
    document.querySelector("[data-waiting] progress").value = bar.value;
    document.getElementById("waiting-h").textContent = page.getElementById("waiting-h").textContent;
  } catch {
    // No connection now: the next look may have one.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
