// @ts-check
/** The drawer over the list: the chosen incident with its words; closing returns the focus to where it was opened. */

let cameFrom = /** @type {HTMLElement | null} */ (null);

/** @param {HTMLElement} drawer @param {number | null} id @param {string} pattern address with 0 for the id @param {() => void} close */
export async function openDrawer(drawer, id, pattern, close) {
  if (id === null) return shut(drawer);
  if (drawer.dataset.id === String(id)) return;
  if (drawer.hidden) cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
  const answer = await fetch(pattern.replace("/0/", `/${id}/`), { headers: { "HX-Request": "true" } });
  drawer.innerHTML = answer.ok ? await answer.text() : "";
  if (!answer.ok) drawer.textContent = answer.status === 404 ? "This incident is no longer here." : "The incident could not be loaded. Reload to try again.";
  drawer.dataset.id = String(id);
  drawer.hidden = false;
  const button = /** @type {HTMLElement | null} */ (drawer.querySelector("[data-close]"));
  button?.addEventListener("click", (event) => { event.preventDefault(); close(); });
  button?.focus({ preventScroll: true });
  drawer.onkeydown = (event) => { if (event.key === "Escape") close(); };
}

/** @param {HTMLElement} drawer */
function shut(drawer) {
  if (drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  delete drawer.dataset.id;
  if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
}
