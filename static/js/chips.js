// @ts-check
/** The filter form, the chips and the links that carry the filter: all show what the URL says, whoever changed it. */
import { element } from "./elements.js";
import { counted, dayOf } from "./incidents.js";
import { state, wholeFilter, write } from "./query.js";
import { dayWords } from "./timescale.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {HTMLFormElement} form @returns {Field[]} */
const fields = (form) => /** @type {Field[]} */ ([...form.querySelectorAll("[name]")]);

/** @param {HTMLFormElement} form */
export function syncForm(form) {
  for (const field of fields(form)) {
    const values = state().getAll(field.name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = values.includes(field.value);
    else if (document.activeElement !== field && field.value !== (values[0] ?? "")) field.value = values[0] ?? "";
  }
}

/** What a person reads for a value of a field. @param {Field} field */
function wordsOf(field) {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.dataset.words ?? field.selectedOptions[0]?.textContent ?? field.value;
  if (field.type === "checkbox") return field.value === "true" ? "" : field.labels?.[0]?.querySelector("span")?.textContent ?? field.value;
  return field.type === "date" && field.value ? dayWords(dayOf(field.value)) : field.value;
}

/** @param {HTMLElement} list @param {HTMLFormElement} form */
export function drawChips(list, form) {
  const used = fields(form).filter((field) => field.value && (field.type !== "checkbox" || /** @type {HTMLInputElement} */ (field).checked));
  const names = new Set(fields(form).map((field) => field.name));
  // A link may bring a filter that the form has no field for.
  const brought = [...wholeFilter()].filter(([name]) => !names.has(name));
  const at = [...list.children].findIndex((one) => one.contains(document.activeElement));
  list.replaceChildren(...used.map((field) => chip(field.name, field.value, field.dataset.chip ?? field.name, wordsOf(field))), ...brought.map(([name, value]) => chip(name, value, OTHERS[name] ?? name, value)));
  if (at >= 0) refocus(list, form, at);
}

/** A chip that is gone hands the focus to the next one, the last one to the filter. @param {HTMLElement} list @param {HTMLFormElement} form @param {number} at */
function refocus(list, form, at) {
  const next = list.children[Math.min(at, list.children.length - 1)]?.querySelector("a") ?? form.closest("details")?.querySelector("summary");
  next?.focus();
}

const OTHERS = { report: "Report #", country: "Country", from_country: "From", to_country: "To", family: "Family", place: "Place", where: "Where", when: "When", bbox: "Area", ids: "Chosen", tag: "Tag", role: "Told as", min_confidence: "Confidence from", date_prec: "Time known as", part_of_day: "Part of the day", lasted: "Went on", actor_role: "Actor's role", actor_sector: "Actor's sector", actor_kind: "Actor's kind", actor_country: "Actor's country", claim_kind: "Figure of", claim_basis: "Figure's basis", claim_comparator: "Figure put as" };

/** @param {string} name @param {string} value @param {string} label @param {string} words */
function chip(name, value, label, words) {
  const link = element("a", "chip", [element("span", "", [label]), element("strong", "", [words]), element("span", "", ["×"]), element("span", "visually-hidden", [", remove"])]);
  const rest = state().getAll(name).filter((other) => other !== value);
  const query = state();
  query.delete(name);
  for (const other of rest) query.append(name, other);
  link.setAttribute("href", `?${query}`);
  link.addEventListener("click", (event) => { event.preventDefault(); write({ [name]: rest }); });
  return element("li", "", [link]);
}

/** Every change of the form goes into the URL. @param {HTMLFormElement} form */
export function listenToForm(form) {
  const apply = () => {
    const names = new Set(fields(form).map((field) => field.name));
    const said = new FormData(form);
    write({ ...Object.fromEntries([...names].map((name) => [name, said.getAll(name).map(String)])), selected: null });
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); const panel = form.closest("details"); if (panel) panel.open = false; });
  form.addEventListener("change", apply);
}

/** A number that is not on the map, with the list that adds up to it. @param {HTMLElement} page @param {string} name @param {number} count @param {Record<string, string> | null} more the filter that finds them; null clears all */
export function setDrawer(page, name, count, more) {
  const place = /** @type {HTMLElement} */ (page.querySelector(`[data-drawer-of="${name}"]`));
  const link = /** @type {HTMLAnchorElement} */ (place.querySelector("a"));
  place.hidden = !count;
  /** @type {HTMLElement} */ (link.querySelector("strong")).textContent = counted(count);
  if (!more) { link.href = location.pathname; return; }
  const query = wholeFilter();
  if (!query.has("modality")) for (const value of ["actual", "ordered"]) query.append("modality", value);
  for (const [key, value] of Object.entries(more)) {
    if (key === "when") { query.delete("from"); query.delete("to"); }
    query.set(key, value);
  }
  link.href = `${page.dataset.listUrl}?${query}`;
}
