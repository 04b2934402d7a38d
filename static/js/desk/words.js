// @ts-check
/** Evidence both ways: a field lights its words and brings them into view, words lead to the fields that they feed. */
import { pane } from "./pane.js";

const idsOf = (/** @type {Element | null | undefined} */ one) => (/** @type {HTMLElement | null} */ (one)?.dataset.e ?? "").split(" ").filter(Boolean);
const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#desk-form [data-row]")]);

/** @param {string[]} ids */
function light(ids) {
  const wanted = new Set(ids);
  for (const mark of document.querySelectorAll("#desk-text [data-e], #desk-form [data-e]")) mark.classList.toggle("lit", idsOf(mark).some((id) => wanted.has(id)));
}

const steady = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** @param {string[]} ids */
function bringIntoView(ids) {
  const words = document.querySelector(ids.map((id) => `#desk-text .ev[data-e~="${id}"]`).join(", ") || "#none");
  const [box, view] = [words?.getBoundingClientRect(), pane("desk-text").getBoundingClientRect()];
  if (box && (box.top < view.top + 24 || box.bottom > view.bottom - 24)) words?.scrollIntoView({ block: "center", behavior: steady() });
}

/** The focused row's words stay lit while nothing else is pointed at. */
const resting = () => idsOf(document.activeElement?.closest("[data-row]"));

/** Which words led to which of their fields last. */
let [asked, turn] = ["", 0];
/** Words that feed several fields go through them, click by click. @param {HTMLElement} mark */
export function toFields(mark) {
  const ids = new Set(idsOf(mark));
  const fed = rows().filter((row) => idsOf(row).some((id) => ids.has(id)));
  if (!fed.length) return;
  turn = asked === mark.dataset.e ? (turn + 1) % fed.length : 0;
  asked = mark.dataset.e ?? "";
  const row = fed[turn];
  document.dispatchEvent(new CustomEvent("desk:pane", { detail: "form" }));
  row.scrollIntoView({ block: "nearest", behavior: steady() });
  /** @type {HTMLElement | null} */ (row.querySelector("[name=value]"))?.focus({ preventScroll: true });
}

export function listenToWords() {
  document.addEventListener("pointerover", (event) => {
    const mark = /** @type {Element} */ (event.target).closest?.("#desk-text .ev, #desk-form .words");
    if (mark) light(idsOf(mark));
  });
  document.addEventListener("pointerout", (event) => {
    if (/** @type {Element} */ (event.target).closest?.(".ev, .words")) light(resting());
  });
  document.addEventListener("focusin", (event) => {
    const at = /** @type {Element} */ (event.target);
    const row = at.closest("#desk-form [data-row]");
    light(row ? idsOf(row) : idsOf(at.closest(".ev")));
    if (row) bringIntoView(idsOf(row));
  });
  document.addEventListener("click", (event) => {
    const mark = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("#desk-text a.ev"));
    const words = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('#desk-form a.words[href^="#"]'));
    if (!mark && !words) return;
    event.preventDefault();
    if (mark && getSelection()?.isCollapsed) toFields(mark);
    if (words) {
      document.dispatchEvent(new CustomEvent("desk:pane", { detail: "text" }));
      light(idsOf(words));
      bringIntoView(idsOf(words));
    }
  });
}
