// @ts-check
/** Field and words light together: following a link to #e12 lights every stretch that evidence 12 covers. */
function light() {
  const wanted = /^#e(\d+)$/.exec(location.hash)?.[1];
  for (const stretch of document.querySelectorAll(".ev")) {
    const ids = (/** @type {HTMLElement} */ (stretch).dataset.e ?? "").split(" ");
    stretch.classList.toggle("lit", wanted !== undefined && ids.includes(wanted));
  }
}
window.addEventListener("hashchange", light);
light();
