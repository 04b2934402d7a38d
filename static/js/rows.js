// @ts-check
/** One row of the list: made once, and kept as long as it says the same. */
import { element } from "./elements.js";
import { typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const STATUS_WORDS = { machine: "read by machine", in_review: "in review", confirmed: "confirmed", disputed: "disputed" };
const MODALITY_WORDS = { ordered: "ordered or planned", hypothetical: "hypothetical", denied: "denied" };

/** @param {Incident} one @param {boolean} chosen @param {number} others likely the same @param {boolean} isNext after one of those @returns {HTMLElement} */
function row(one, chosen, others, isNext) {
  const said = one.modality === "actual" ? [] : [element("span", "mute", [` ${MODALITY_WORDS[one.modality] ?? one.modality}`])];
  const where = one.direction || one.place || one.border;
  const alike = others ? `likely the same as ${isNext ? "the one above" : `${others} other${others === 1 ? "" : "s"}`}` : "";
  const told = [one.says && `says ${one.says}`, alike].filter(Boolean).join(" · ");
  const same = told ? [element("span", "incident-same", [told])] : [];
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
  return element("li", chosen ? "chosen" : isNext ? "alike" : "", [link]);
}

/** The usual state is a hollow dot; the others say their name. @param {string} code */
function status(code) {
  const words = STATUS_WORDS[code] ?? code;
  if (code !== "machine") return element("span", `status status-${code}`, [words]);
  const dot = element("span", "status status-machine dot", [element("span", "visually-hidden", [words])]);
  dot.title = words;
  return dot;
}

/** The rows made last, by incident: those that say the same are the same elements. */
export class Rows {
  constructor() {
    /** @type {Map<number, {says: string, made: HTMLElement}>} */
    this.held = new Map();
  }

  /** @param {Incident} one @param {boolean} chosen @param {number} others @param {boolean} isNext */
  of(one, chosen, others, isNext) {
    const says = JSON.stringify([one, chosen, others, isNext]);
    const held = this.held.get(one.id);
    if (held?.says === says) return held.made;
    const made = row(one, chosen, others, isNext);
    this.held.set(one.id, { says, made });
    return made;
  }

  /** What no list shows any more is let go. @param {Incident[]} shown */
  keep(shown) {
    const ids = new Set(shown.map((one) => one.id));
    for (const id of this.held.keys()) if (!ids.has(id)) this.held.delete(id);
  }
}
