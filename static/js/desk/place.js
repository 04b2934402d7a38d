// @ts-check
/** The place field: the gazetteer's places of what is typed, ranked, each with its reason; a number or Enter takes one. */
import { inputOf, save } from "./form.js";
import { address, pane } from "./pane.js";

const ASK_AFTER = 150;
/** @typedef {{value: string, name: string, where: string, why: string, lat: number, lon: number, km: number | null}} Found */
let timer = 0;
/** @type {Found[]} */
let found = [];
let at = -1;

const list = () => document.getElementById("places");
const field = () => /** @type {HTMLInputElement | null} */ (document.querySelector("#desk-form [data-places]"));

export function close() {
  list()?.remove();
  field()?.setAttribute("aria-expanded", "false");
  field()?.removeAttribute("aria-activedescendant");
  at = -1;
}

/** @param {HTMLInputElement} input @param {string} words */
async function ask(input, words) {
  const answer = await fetch(`${address("places")}?q=${encodeURIComponent(words)}`);
  if (!answer.ok || document.activeElement !== input) return;
  found = (await answer.json()).places;
  draw(input);
  document.dispatchEvent(new CustomEvent("desk:candidates", { detail: found }));
}

/** @param {HTMLInputElement} input */
function draw(input) {
  close();
  if (!found.length) return;
  const box = Object.assign(document.createElement("ul"), { id: "places", className: "places" });
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", "Places of this name");
  found.forEach((one, index) => {
    const row = Object.assign(document.createElement("li"), { id: `place-${index}` });
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const key = Object.assign(document.createElement("kbd"), { textContent: `Alt ${index + 1}` });
    const name = Object.assign(document.createElement("strong"), { textContent: one.name, dir: "auto" });
    const where = Object.assign(document.createElement("span"), { textContent: one.where, className: "mute" });
    const why = Object.assign(document.createElement("small"), { textContent: one.why, className: "mute" });
    row.append(key, name, where, why);
    row.addEventListener("pointerdown", (event) => { event.preventDefault(); take(input, index); });
    box.append(row);
  });
  /** @type {Element} */ (input.closest(".row-fields")).after(box);
  input.setAttribute("aria-expanded", "true");
}

/** @param {HTMLInputElement} input @param {number} index */
function take(input, index) {
  const form = /** @type {HTMLFormElement} */ (input.form);
  if (!found[index]) return;
  const shown = input.value;
  input.value = found[index].value;
  close();
  const row = /** @type {HTMLElement} */ (input.closest("[data-row]"));
  row.tabIndex = -1;
  const done = save(form);
  row.focus({ preventScroll: true });
  done.then((isSaved) => { if (!isSaved && form.isConnected) inputOf(form).value = shown; });
}

/** @param {HTMLInputElement} input @param {number} step */
function move(input, step) {
  const rows = list()?.children ?? [];
  if (!rows.length) return;
  at = (at + step + rows.length) % rows.length;
  [...rows].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
  input.setAttribute("aria-activedescendant", `place-${at}`);
  rows[at].scrollIntoView({ block: "nearest" });
}

export function listenToPlaces() {
  document.addEventListener("focusin", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.matches?.("[data-places]")) ask(input, input.value);
    else if (list() && !pane("desk-map").contains(input)) close();
  });
  document.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.matches("[data-places]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(input, input.value), ASK_AFTER);
  });
  document.addEventListener("keydown", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.matches?.("[data-places]") || !list()) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    // Before anything else is typed a plain number takes a place; later it may belong to a name or to coordinates.
    const isUntouched = input.value === input.defaultValue && input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (digit && (event.altKey || isUntouched)) { event.preventDefault(); take(input, Number(digit[1]) - 1); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(input, event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); event.stopPropagation(); take(input, at); }
  }, true);
}
