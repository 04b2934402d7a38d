// @ts-check
/** Ticking rows of a list: j and k go from row to row, x ticks, Shift takes all between; the buttons above act on what is ticked, b changes it together, or all that match. */
import { isTyping } from "./page.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-choosing]"));
if (form) choose(form);

/** @param {HTMLFormElement} form */
function choose(form) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name=ids]")]);
  const all = /** @type {HTMLInputElement} */ (form.querySelector("[data-all]"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-chosen]"));
  const hint = /** @type {HTMLElement} */ (form.querySelector("[data-hint]"));
  let last = -1;

  const told = () => {
    const n = boxes.filter((box) => box.checked).length;
    said.textContent = n === 0 ? "" : n === 1 ? "1 incident chosen" : `${n} incidents chosen`;
    hint.hidden = n > 0;
    all.checked = n === boxes.length;
    all.indeterminate = n > 0 && n < boxes.length;
    form.classList.toggle("has-chosen", n > 0);
    for (const box of boxes) box.closest("tr")?.classList.toggle("chosen", box.checked);
  };

  /** @param {number} at @param {boolean} on @param {boolean} between */
  const tick = (at, on, between) => {
    const from = between && last >= 0 ? last : at;
    for (let i = Math.min(from, at); i <= Math.max(from, at); i += 1) boxes[i].checked = on;
    last = at;
    told();
  };

  all.hidden = false;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; told(); });
  boxes.forEach((box, at) => box.addEventListener("click", (event) => tick(at, box.checked, event.shiftKey)));

  /** @returns {number} the row that has the focus, -1 for none */
  const here = () => boxes.findIndex((box) => box.closest("tr")?.contains(document.activeElement));
  const go = (/** @type {number} */ to, /** @type {boolean} */ taking) => {
    const at = Math.max(0, Math.min(boxes.length - 1, to));
    if (taking) {
      if (last < 0 && here() >= 0) tick(here(), true, false);
      tick(at, true, true);
    }
    boxes[at].focus();
  };

  document.addEventListener("keydown", (event) => {
    const onBox = boxes.includes(/** @type {HTMLInputElement} */ (event.target));
    if (event.ctrlKey || event.metaKey || event.altKey || (isTyping(event) && !onBox)) return;
    if (document.querySelector("[popover]:popover-open")) return;
    const at = here();
    const key = event.key.toLowerCase();
    if (key === "j") go(at + 1, event.shiftKey);
    else if (key === "k") go(at < 0 ? 0 : at - 1, event.shiftKey);
    else if (key === "x" && at >= 0) tick(at, !boxes[at].checked, event.shiftKey);
    else if (key === "b") /** @type {HTMLElement | null} */ (form.querySelector(form.classList.contains("has-chosen") ? "[data-bulk]" : "a.every"))?.click();
    else if (key === "enter" && onBox) /** @type {HTMLElement | null} */ (boxes[at].closest("tr")?.querySelector("td a"))?.click();
    else return;
    event.preventDefault();
  });
  told();
}
