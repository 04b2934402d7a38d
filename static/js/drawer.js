// @ts-check
/** The drawer: the chosen incident with its words, under its row; closing returns the focus to where it was opened. */

let cameFrom = /** @type {HTMLElement | null} */ (null);

/**
 * @param {HTMLElement} drawer @param {number | null} id @param {string} pattern address with 0 for the id
 * @param {(id: number) => HTMLElement | null} rowOf
 */
export async function openDrawer(drawer, id, pattern, rowOf) {
  if (id === null) return shut(drawer, rowOf);
  if (drawer.dataset.id === String(id)) return;
  if (drawer.hidden && !drawer.contains(document.activeElement)) cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
  drawer.dataset.id = String(id);
  const answer = await fetch(pattern.replace("/0/", `/${id}/`), { headers: { "HX-Request": "true" } });
  const html = answer.ok ? await answer.text() : "";
  if (drawer.dataset.id !== String(id)) return;
  if (answer.ok) drawer.innerHTML = html;
  else drawer.textContent = answer.status === 404 ? "This incident is no longer here." : "The incident could not be loaded. Reload to try again.";
  drawer.hidden = false;
  drawer.focus({ preventScroll: true });
  (rowOf(id)?.closest("li") ?? drawer).scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} drawer @param {(id: number) => HTMLElement | null} rowOf */
function shut(drawer, rowOf) {
  if (drawer.hidden) return;
  const had = drawer.contains(document.activeElement) || document.activeElement === document.body;
  const row = rowOf(Number(drawer.dataset.id));
  drawer.hidden = true;
  drawer.replaceChildren();
  delete drawer.dataset.id;
  const back = cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : row;
  if (had) back?.focus({ preventScroll: true });
}
