// @ts-check
/** The list beside the map: the same set as map and timeline, and their twin for keyboard and screen reader. */
import { typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const SHOWN = 200;
const STATUS_WORDS = { machine: "read by machine", in_review: "in review", confirmed: "confirmed", disputed: "disputed" };

/** @param {string} tag @param {string} cls @param {(Node | string)[]} children */
function element(tag, cls, children) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  made.append(...children);
  return made;
}

/** @param {Incident} one @param {boolean} chosen @returns {HTMLElement} */
function row(one, chosen) {
  const ordered = one.modality === "actual" ? [] : [element("span", "mute", [` ${one.modality}`])];
  const where = [one.direction || one.place || one.border].filter(Boolean).join(" · ");
  const button = element("a", "incident-row", [
    typeIcon(one.type, one.family, 18),
    element("span", "incident-head", [element("strong", "", [one.label]), ...ordered]),
    element("span", "incident-figure", [one.figure]),
    element("span", "incident-sub", [[one.when, where].filter(Boolean).join(" · ")]),
    element("span", `status status-${one.status}`, [STATUS_WORDS[one.status] ?? one.status]),
  ]);
  button.setAttribute("href", one.url);
  button.dataset.id = String(one.id);
  if (chosen) button.setAttribute("aria-current", "true");
  return element("li", chosen ? "chosen" : "", [button]);
}

export class List {
  /** @param {HTMLElement} root @param {{open: (id: number) => void, ring: (ids: number[]) => void}} heard */
  constructor(root, heard) {
    this.root = root;
    root.addEventListener("click", (event) => {
      const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a.incident-row"));
      const modified = /** @type {MouseEvent} */ (event).ctrlKey || /** @type {MouseEvent} */ (event).metaKey;
      if (!link || modified) return;
      event.preventDefault();
      heard.open(Number(link.dataset.id));
    });
    for (const [name, on] of /** @type {const} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
      root.addEventListener(name, (event) => {
        const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a.incident-row"));
        if (link) heard.ring(on ? [Number(link.dataset.id)] : []);
      });
    }
  }

  /** @param {Incident[]} incidents @param {number | null} selected */
  show(incidents, selected) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.id;
    const rows = incidents.slice(0, SHOWN).map((one) => row(one, one.id === selected));
    if (incidents.length > SHOWN) rows.push(element("li", "mute more", [`… and ${(incidents.length - SHOWN).toLocaleString("en-GB")} more: zoom in or narrow the filter`]));
    if (!incidents.length) rows.push(element("li", "empty", ["No incident in this view. Widen the period or clear a filter."]));
    this.root.replaceChildren(...rows);
    if (focused) /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-id="${focused}"]`))?.focus({ preventScroll: true });
  }

  /** @param {number[]} ids */
  ring(ids) {
    for (const link of this.root.querySelectorAll("a.incident-row")) link.classList.toggle("ringed", ids.includes(Number(/** @type {HTMLElement} */ (link).dataset.id)));
  }
}
