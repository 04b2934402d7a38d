// @ts-check
/** What every page shares: "/" goes to the search, the theme is set as it is chosen. */
for (const select of document.querySelectorAll("[data-autosubmit]")) {
  select.addEventListener("change", () => /** @type {HTMLSelectElement} */ (select).form?.requestSubmit());
}
document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || target.closest("input, textarea, select, [contenteditable]")) return;
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector("#q"));
  if (search) { event.preventDefault(); search.focus(); }
});
