// @ts-check
/** The desk's keys: each acts where no field has the focus; holding Ctrl shows them on what they move. */
import { isTyping } from "../page.js";
import { saveValue } from "./form.js";
import { incident, pane } from "./pane.js";

const SHOWN_AFTER = 250;
const FIRST_PAGE = 9;
/** @type {Record<string, string>} */
let last = {};

/** The next row of this key, from the one that has the focus: "w" again goes to the next person. @param {string} key */
export function jump(key) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`#desk-form [data-row][data-key="${key}"]`)]);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement) || row.id === last[key]);
  const row = rows[document.activeElement?.closest("[data-row]") === rows[at] ? (at + 1) % rows.length : 0];
  last = { [key]: row.id };
  document.dispatchEvent(new CustomEvent("desk:pane", { detail: "form" }));
  const input = /** @type {HTMLInputElement} */ (row.querySelector("[name=value]"));
  row.scrollIntoView({ block: "nearest" });
  input.focus({ preventScroll: true });
  if (input.select) input.select();
}

/** The first field in doubt, else the first of all. */
function toDoubt() {
  const row = document.querySelector("#desk-form [data-row].doubtful") ?? document.querySelector("#desk-form [data-row]");
  const input = /** @type {HTMLInputElement | null} */ (row?.querySelector("[name=value]"));
  input?.focus();
  input?.select?.();
}

/** @param {number} number from 1 */
function choose(number) {
  const button = /** @type {HTMLElement | undefined} */ (document.querySelectorAll("#desk-form [data-type]")[number - 1]);
  if (button) saveValue(`incident-${incident()}-event_type`, button.dataset.type ?? "");
}

function swapWay() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(".f-way [name=value]"));
  if (field?.value.includes("→")) saveValue(`incident-${incident()}-way`, "swap");
  else jump("r");
}

/** @param {Record<string, () => void>} acts */
export function listenToKeys(acts) {
  const jumps = Object.fromEntries(["w", "p", "c", "d", "t", "b", "q"].map((key) => [key, () => jump(key)]));
  const all = /** @type {Record<string, () => void>} */ ({ ...jumps, r: swapWay, e: toDoubt, ...acts });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest(".leaflet-container") || (["Enter", " "].includes(event.key) && target.closest("a, button, summary"))) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const act = digit ? () => choose(Number(digit[1]) + (event.shiftKey ? FIRST_PAGE : 0)) : all[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-type]"));
    if (button) saveValue(`incident-${incident()}-event_type`, button.dataset.type ?? "");
  });
  whileHeld();
}

function whileHeld() {
  let timer = 0;
  const root = document.documentElement;
  const hide = () => { clearTimeout(timer); root.classList.remove("show-keys"); };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Control") timer = timer || setTimeout(() => root.classList.add("show-keys"), SHOWN_AFTER);
    else hide();
  });
  document.addEventListener("keyup", () => { hide(); timer = 0; });
  window.addEventListener("blur", () => { hide(); timer = 0; });
}

/** Panes as tabs where there is room for one only. */
export function listenToTabs() {
  const open = (/** @type {string} */ name) => {
    /** @type {HTMLElement} */ (document.querySelector("main.desk")).dataset.open = name;
    for (const tab of document.querySelectorAll("[data-pane]")) {
      if (/** @type {HTMLElement} */ (tab).dataset.pane === name) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    window.dispatchEvent(new Event("resize"));
  };
  document.addEventListener("click", (event) => {
    const tab = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-pane]"));
    if (!tab) return;
    event.preventDefault();
    open(tab.dataset.pane ?? "form");
  });
  document.addEventListener("desk:pane", (event) => { if (pane("desk-form")) open(/** @type {CustomEvent} */ (event).detail); });
  open("form");
}
