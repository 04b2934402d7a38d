// @ts-check
/** Editing in place: the form opens in the row, Enter saves, Escape leaves it; without this module it is a page of its own. */

/** @param {HTMLElement} link */
async function open(link) {
  const host = link.closest(".fact") ?? link.closest("tr, li, .card");
  if (!host) return;
  const answer = await fetch(/** @type {HTMLAnchorElement} */ (link).href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) { location.href = /** @type {HTMLAnchorElement} */ (link).href; return; }
  for (const other of document.querySelectorAll("[data-edit-form]")) other.remove();
  const menu = link.closest("details");
  if (menu) menu.open = false;
  show(host, await answer.text(), menu?.querySelector("summary") ?? link);
}

/** @param {Element} host @param {string} html @param {HTMLElement} back where the focus goes when it closes */
function show(host, html, back) {
  const place = document.createElement(host.tagName === "TR" ? "tr" : "div");
  place.dataset.editForm = "";
  if (host.tagName === "TR") {
    const cell = document.createElement("td");
    cell.colSpan = 20;
    cell.innerHTML = html;
    place.append(cell);
  } else place.innerHTML = html;
  host.after(place);
  const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
  /** @type {HTMLElement | null} */ (form.querySelector("[name=value]"))?.focus();
  const close = () => { place.remove(); back.focus(); };
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
  form.querySelector("a.button")?.addEventListener("click", (event) => { event.preventDefault(); close(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (form.querySelector("button.primary"));
    button.disabled = true;
    button.textContent = "Saving …";
    const saved = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
    const address = saved.headers.get("HX-Redirect");
    if (saved.ok && address) return go(address, back);
    place.remove();
    show(host, await saved.text(), back);
  });
}

/** Where the focus stood on a page that is loaded anew. */
const STOOD = "edited";

/** @param {string} address the same page again, at the same place @param {HTMLElement} back */
function go(address, back) {
  const next = new URL(address, location.href);
  if (next.pathname + next.search !== location.pathname + location.search) { location.href = address; return; }
  history.replaceState(null, "", next);
  sessionStorage.setItem(STOOD, back.closest("[id]")?.id ?? "");
  location.reload();
}

/** @type {HTMLElement | null | undefined} */ (document.getElementById(sessionStorage.getItem(STOOD) ?? "")?.querySelector(".edit"))?.focus({ preventScroll: true });
sessionStorage.removeItem(STOOD);

document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-edit]"));
  const { ctrlKey, metaKey } = /** @type {MouseEvent} */ (event);
  if (!link || ctrlKey || metaKey) return;
  event.preventDefault();
  open(link);
});
