// @ts-check
/** Field and words light together, both ways: by pointing, by focus, and by the address (#e12 words, #i5-when a fact). */

const marks = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-e]"));
const idsOf = (/** @type {Element | null | undefined} */ element) => (/** @type {HTMLElement | null} */ (element)?.dataset.e ?? "").split(" ").filter(Boolean);

/** @param {string[]} ids */
function light(ids) {
  const wanted = new Set(ids);
  for (const mark of marks()) mark.classList.toggle("lit", idsOf(mark).some((id) => wanted.has(id)));
}

/** What the address speaks of. @returns {string[]} */
function addressed() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const evidence = /^e(\d+)$/.exec(hash);
  if (evidence) return [evidence[1]];
  const target = hash ? document.getElementById(hash) : null;
  if (!target) return [];
  return target.dataset.e ? idsOf(target) : [...target.querySelectorAll("[data-e]")].flatMap(idsOf);
}

/** The other half of what was followed comes into view too, in its own pane. */
function follow() {
  const ids = new Set(addressed());
  light([...ids]);
  const isWords = /^#e\d+$/.test(location.hash);
  const other = [...document.querySelectorAll(isWords ? ".fact[data-e]" : ".ev[data-e]")].find((mark) => idsOf(mark).some((id) => ids.has(id)));
  if (ids.size && matchMedia("(min-width: 861px)").matches) other?.scrollIntoView({ block: "center" });
}

for (const [name, on] of /** @type {const} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
  document.addEventListener(name, (event) => {
    const mark = /** @type {Element} */ (event.target).closest?.("[data-e]");
    if (mark) light(on ? idsOf(mark) : addressed());
  });
}
window.addEventListener("hashchange", follow);
follow();
