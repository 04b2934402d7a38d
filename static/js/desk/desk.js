// @ts-check
/** The editor's desk: wires its parts; without this module every form of the page still works by itself. */
import { enterFromWords, listenToSelection, selectWords } from "./assign.js";
import { accept, askReason, listenToDecisions, skip } from "./decide.js";
import { listenToForm } from "./form.js";
import { listenToKeys, listenToTabs } from "./keys.js";
import { pane } from "./pane.js";
import { listenToPlaces } from "./place.js";
import { drawCircle, listenToMap, movePin, wholeSection } from "./spot.js";
import { fetchAhead } from "./turn.js";
import { undo } from "./undo.js";
import { listenToWords } from "./words.js";

/** To the first suggestion of the same incident. */
const toTwins = () => /** @type {HTMLElement | null} */ (document.querySelector("#f-twins button"))?.focus();

const ACTS = /** @type {Record<string, () => void>} */ ({
  accept, skip, undo, reject: askReason, merge: toTwins, pin: movePin, circle: drawCircle, section: wholeSection, words: selectWords, enter: enterFromWords,
});

document.documentElement.classList.add("desk-live");
listenToMap();
listenToTabs();
listenToForm();
listenToPlaces();
listenToWords();
listenToSelection();
listenToDecisions();
listenToKeys({ a: accept, s: skip, Enter: skip, x: askReason, u: undo, m: toTwins, g: movePin, o: drawCircle, v: selectWords, n: enterFromWords });

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do]"));
  const act = ACTS[button?.dataset.do ?? ""];
  const { ctrlKey, metaKey } = /** @type {MouseEvent} */ (event);
  if (!act || ctrlKey || metaKey) return;
  event.preventDefault();
  act();
});
document.addEventListener("desk:turned", () => { for (const button of pane("desk-bar").querySelectorAll("[hidden]")) /** @type {HTMLElement} */ (button).hidden = false; });
document.dispatchEvent(new CustomEvent("desk:turned"));
fetchAhead();
