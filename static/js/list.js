// @ts-check
/** The list beside the map: the same set as map and timeline, and their twin for keyboard and screen reader. */
import { counted, groupBy } from "./incidents.js";
import { typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const SHOWN = 200;
const STATUS_WORDS = { machine: "read by machine", in_review: "in review", confirmed: "confirmed", disputed: "disputed" };
const MODALITY_WORDS = { ordered: "ordered or planned", hypothetical: "hypothetical", denied: "denied" };

/** @param {string} tag @param {string} cls @param {(Node | string)[]} children */
export function element(tag, cls, children) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  made.append(...children);
  return made;
}

/** @param {Incident} one @param {boolean} chosen @param {number} others likely the same @returns {HTMLElement} */
function row(one, chosen, others) {
  const said = one.modality === "actual" ? [] : [element("span", "mute", [` ${MODALITY_WORDS[one.modality] ?? one.modality}`])];
  const where = one.direction || one.place || one.border;
  const same = others ? [element("span", "incident-same", [`likely the same as ${others} other${others === 1 ? "" : "s"}`])] : [];
  const link = element("a", "incident-row", [
    typeIcon(one.type, one.family, 18),
    element("span", "incident-head", [element("strong", "", [one.label]), ...said]),
    element("span", "incident-figure", [one.figure]),
    element("span", "incident-sub", [[one.when, where].filter(Boolean).join(" · ")]),
    status(one.status),
    ...same,
  ]);
  link.setAttribute("href", one.url);
  link.dataset.id = String(one.id);
  if (chosen) link.setAttribute("aria-current", "true");
  return element("li", chosen ? "chosen" : "", [link]);
}

/** The usual state is a hollow dot; the others say their name. @param {string} code */
function status(code) {
  const words = STATUS_WORDS[code] ?? code;
  if (code !== "machine") return element("span", `status status-${code}`, [words]);
  const dot = element("span", "status status-machine dot", [element("span", "visually-hidden", [words])]);
  dot.title = words;
  return dot;
}

export class List {
  /** @param {HTMLElement} root @param {HTMLElement} drawer @param {{open: (id: number) => void, ring: (ids: number[]) => void}} heard */
  constructor(root, drawer, heard) {
    [this.root, this.drawer, this.home] = [root, drawer, drawer.parentElement];
    root.addEventListener("click", (event) => {
      const link = this.rowOf(event);
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (!link || ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      heard.open(Number(link.dataset.id));
    });
    for (const [name, on] of /** @type {const} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
      root.addEventListener(name, (event) => {
        const link = this.rowOf(event);
        if (link) heard.ring(on ? [Number(link.dataset.id)] : []);
      });
    }
  }

  /** @param {Event} event @returns {HTMLElement | null} */
  rowOf(event) {
    return /** @type {Element} */ (event.target).closest("a.incident-row");
  }

  /** @param {Incident[]} incidents @param {number | null} selected */
  show(incidents, selected) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const [id, inDrawer] = [focused?.dataset?.id, this.drawer.contains(focused)];
    const groups = groupBy(incidents, (one) => one.twins);
    this.home?.append(this.drawer);
    const rows = incidents.slice(0, SHOWN).map((one) => row(one, one.id === selected, (groups.get(one.twins)?.length ?? 1) - 1));
    if (incidents.length > SHOWN) rows.push(element("li", "mute more", [`… and ${counted(incidents.length - SHOWN)} more: narrow the filter or the period`]));
    if (!incidents.length) rows.push(nothing());
    this.root.replaceChildren(...rows);
    this.placeDrawer();
    if (inDrawer) focused?.focus({ preventScroll: true });
    else if (id) this.link(Number(id))?.focus({ preventScroll: true });
  }

  /** The chosen incident opens under its row; one that the list does not show opens over the list. */
  placeDrawer() {
    const host = this.root.querySelector("li.chosen") ?? this.home;
    if (this.drawer.parentElement !== host) host?.append(this.drawer);
    this.drawer.classList.toggle("inline", host !== this.home);
  }

  /** @param {number} id @returns {HTMLElement | null} */
  link(id) {
    return this.root.querySelector(`a.incident-row[data-id="${id}"]`);
  }

  /** @param {number[]} ids */
  ring(ids) {
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("a.incident-row"))) link.classList.toggle("ringed", ids.includes(Number(link.dataset.id)));
  }
}

function nothing() {
  const clear = element("a", "", ["clear the filter"]);
  clear.setAttribute("href", location.pathname);
  return element("li", "empty", [element("strong", "", ["No incident in this view"]), "Widen the period, or ", clear, "."]);
}
