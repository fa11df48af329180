// Passkeys: the browser asks the device, the form carries its answer. Whatever fails here the server says in words.
const csrf = document.querySelector("meta[name=csrf-token]").content;
const key = window.PublicKeyCredential;

const answerOf = async (form) => {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf };
  const asked = await fetch(form.dataset.challenge, { method: "POST", headers });
  if (!asked.ok) return null;
  const options = await asked.json();
  const made =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(made.toJSON());
};

if (key?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    const [field, refused] = [form.querySelector("[data-answer]"), form.querySelector("[data-refused]")];
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      refused.hidden = true;
      try {
        field.value = await answerOf(form);
        form.submit();
      } catch {
        refused.hidden = false;
      }
    });
  }
}
