// Who else has this record open to edit: told quietly every 15 seconds while the page is seen, gone with the page.

const EVERY = 15_000;
const place = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-presence]"));

/** @param {string[]} people */
const words = (people) => (people.length ? `${people.join(", ")} ${people.length > 1 ? "are" : "is"} editing this too` : "");

/** @param {Record<string, string>} more */
function form(more = {}) {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"));
  return new URLSearchParams({ csrfmiddlewaretoken: token?.value ?? "", ...more });
}

async function tell() {
  const shown = place();
  if (document.hidden || !shown) return;
  const answer = await fetch(shown.dataset.presence ?? "", { method: "POST", body: form() }).catch(() => null);
  if (!answer?.ok) return;
  const said = words((await answer.json()).editing);
  if (shown.textContent !== said) shown.textContent = said;
}

tell();
setInterval(tell, EVERY);
document.addEventListener("visibilitychange", tell);
addEventListener("pagehide", () => {
  const shown = place();
  if (shown) navigator.sendBeacon(shown.dataset.presence ?? "", form({ left: "1" }));
});
