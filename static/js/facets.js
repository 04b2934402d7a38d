// @ts-check
/** Facets: beside each choice of the filter how many incidents it would give, under all other choices. */
import { counted } from "./incidents.js";

/** The latest numbers of a form, written once its panel is open: a thousand choices that nobody sees cost nothing. @type {WeakMap<HTMLFormElement, Record<string, [string, number][]>>} */
const latest = new WeakMap();

/** @param {HTMLFormElement} form @param {Record<string, [string, number][]>} facets */
export function showFacets(form, facets) {
  const panel = form.closest("details");
  if (panel && !latest.has(form)) panel.addEventListener("toggle", () => panel.open && fill(form, latest.get(form) ?? {}));
  latest.set(form, facets);
  if (!panel || panel.open) fill(form, facets);
}

/** @param {HTMLFormElement} form @param {Record<string, [string, number][]>} facets */
function fill(form, facets) {
  for (const [name, counts] of Object.entries(facets)) {
    const held = new Map(counts);
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(`[name="${name}"]`))) {
      if (field instanceof HTMLSelectElement) options(field, held);
      else if (field instanceof HTMLInputElement && field.type === "checkbox") box(field, held.get(field.value) ?? 0);
    }
  }
}

/** @param {HTMLSelectElement} select @param {Map<string, number>} counts */
function options(select, counts) {
  for (const option of select.options) {
    if (!option.value) continue;
    option.dataset.words ??= option.textContent ?? "";
    const n = counts.get(option.value) ?? 0;
    if (option.dataset.n === String(n)) continue;
    option.dataset.n = String(n);
    option.textContent = `${option.dataset.words} (${counted(n)})`;
    option.classList.toggle("none", !n);
  }
}

/** @param {HTMLInputElement} input @param {number} n */
function box(input, n) {
  const label = /** @type {HTMLElement} */ (input.closest("label"));
  const number = label.querySelector(".n") ?? label.appendChild(Object.assign(document.createElement("span"), { className: "n" }));
  number.textContent = counted(n);
  label.classList.toggle("none", !n);
}
