// @ts-check
/** Words selected in the report, by mouse, touch or keys, become a field's words, a claim, a statement or an incident. */
import { fresh } from "./form.js";
import { address, pane, post, say } from "./pane.js";
import { show } from "./turn.js";
import { offerUndo } from "./undo.js";

const SHOWN_AFTER = 350;
let timer = 0;
/** @type {{start: number, end: number, words: string} | null} */
let chosen = null;

const popover = () => pane("assign");

/** Where a point of the text stands, in code points. @param {Node} node @param {number} offset @returns {number | null} */
function positionOf(node, offset) {
  const paragraph = /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest("#desk-text [data-start]"));
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return Number(paragraph.dataset.start) + [...before.toString()].length;
}

/** The selected words, without blanks at their ends. */
function selected() {
  const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
  if (!range || range.collapsed) return null;
  const words = range.toString();
  const [start, end] = [positionOf(range.startContainer, range.startOffset), positionOf(range.endContainer, range.endOffset)];
  if (start === null || end === null || !words.trim()) return null;
  return { start: start + [...words].length - [...words.trimStart()].length, end: end - ([...words].length - [...words.trimEnd()].length), words: words.trim() };
}

function offer() {
  chosen = selected();
  if (!chosen) { if (popover().matches(":popover-open")) popover().hidePopover(); return; }
  /** @type {HTMLElement} */ (popover().querySelector("[data-assign-words]")).textContent = chosen.words;
  const box = /** @type {Range} */ (getSelection()?.getRangeAt(0)).getBoundingClientRect();
  popover().showPopover();
  const { offsetWidth, offsetHeight } = popover();
  popover().style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - offsetWidth - 8))}px`);
  popover().style.setProperty("top", `${box.bottom + offsetHeight + 8 > innerHeight ? Math.max(8, box.top - offsetHeight - 8) : box.bottom + 8}px`);
}

/** @param {string} to */
async function assign(to) {
  if (!chosen) return;
  const sent = { report: pane("desk-text").dataset.report ?? "", start: String(chosen.start), end: String(chosen.end), to };
  popover().hidePopover();
  getSelection()?.removeAllRanges();
  pane("desk-form").focus({ preventScroll: true });
  say("saving", "saving …");
  const { status, told } = await post(address("assign"), sent);
  if (status !== 200) { say("problem", told.problem); return; }
  if (told.next) await show(told.next);
  else fresh(told);
  say("saved", told.title);
  if (told.undo) offerUndo(told.undo, told.title);
}

/** The report's words by arrows: the first one is taken, Shift takes more, Enter asks what they say. */
export function selectWords() {
  document.dispatchEvent(new CustomEvent("desk:pane", { detail: "text" }));
  pane("desk-text").focus();
  const first = document.querySelector("#desk-text .lit") ?? document.querySelector("#desk-text [data-start]");
  if (first) getSelection()?.setBaseAndExtent(first, 0, first, 0);
  getSelection()?.modify("extend", "forward", "word");
}

/** @param {KeyboardEvent} event */
function byArrows(event) {
  const selection = getSelection();
  if (!/^Arrow/.test(event.key) || !selection?.anchorNode || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  const [way, unit] = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] }[event.key] ?? [];
  if (!event.shiftKey) {
    if (way === "forward") selection.collapseToEnd();
    else { selection.collapseToStart(); selection.modify("move", "backward", unit); }
  }
  selection.modify("extend", "forward" === way || event.shiftKey ? way : "forward", event.shiftKey || unit === "word" ? unit : "word");
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
}

export const enterFromWords = () => (selected() ? (offer(), assign("incident")) : selectWords());

export function listenToSelection() {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    // By keys the words grow one by one, and Enter says that they are all.
    if (document.activeElement !== pane("desk-text") || !document.documentElement.classList.contains("by-keys")) timer = setTimeout(offer, SHOWN_AFTER);
  });
  document.addEventListener("pointerdown", () => document.documentElement.classList.remove("by-keys"));
  document.addEventListener("keydown", (event) => {
    if (popover().matches(":popover-open")) {
      const button = [...popover().querySelectorAll("[data-assign]")].find((one) => one.querySelector("kbd")?.textContent === event.key);
      if (event.key === "Escape") { getSelection()?.removeAllRanges(); pane("desk-text").focus(); }
      if (!button || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      assign(/** @type {HTMLElement} */ (button).dataset.assign ?? "");
      return;
    }
    if (document.activeElement !== pane("desk-text")) return;
    document.documentElement.classList.add("by-keys");
    if (event.key === "Enter" && selected()) { event.preventDefault(); event.stopPropagation(); offer(); /** @type {HTMLElement | null} */ (popover().querySelector("button"))?.focus(); } else byArrows(event);
  }, true);
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-assign]"));
    if (button) assign(button.dataset.assign ?? "");
  });
}
