// @ts-check
/** The heat of sections along their lines: the wider and darker, the more is known only of one. A line stays from picture to picture. */
import { tooltip } from "./flowshapes.js";

/** @typedef {{wash: any, line: any, shape: object, words: string, looks: string}} Held */

const [THINNEST, HEAT] = [7, 13];
/** Nobody tells more shades apart, and each that changes is drawn anew along its whole border. */
const STEPS = 16;

export class Washes {
  /** @param {import("./map.js").IncidentMap} view */
  constructor(view) {
    this.view = view;
    this.layer = L.layerGroup().addTo(view.map);
    /** @type {Map<string, Held>} */
    this.held = new Map();
  }

  /** @param {string} code @param {number} heat 0 to 1 @param {boolean} isLong @param {string} words @returns {any} the wash */
  put(code, heat, isLong, words) {
    const one = this.of(code);
    if (one.words !== words) one.wash.setTooltipContent(one.words = words);
    const step = Math.round(heat * STEPS) / STEPS;
    const looks = `${step} ${isLong}`;
    if (one.looks === looks) return one.wash;
    one.looks = looks;
    one.wash.setStyle({ weight: (THINNEST + HEAT * step) * (isLong ? 1 : 0.5), opacity: 0.14 + 0.3 * step });
    if (isLong) this.layer.addLayer(one.line);
    else this.layer.removeLayer(one.line);
    return one.wash;
  }

  /** @param {string} code @returns {Held} */
  of(code) {
    const [held, shape] = [this.held.get(code), this.view.shapes[code]];
    if (held?.shape === shape) return held;
    if (held) this.remove(code, held);
    const wash = L.polyline(shape.lines, { className: "section-wash" });
    tooltip(wash, "");
    this.view.hear(wash, (one) => one.where.kind === "section" && one.border === code, () => this.view.heard.border(code));
    this.layer.addLayer(wash);
    const made = { wash, line: L.polyline(shape.lines, { className: "section-line", weight: 2, interactive: false }), shape, words: "", looks: "" };
    this.held.set(code, made);
    return made;
  }

  /** Takes away the lines that are not in the picture any more. @param {Map<string, any>} shown */
  drop(shown) {
    for (const [code, held] of this.held) if (!shown.has(code)) this.remove(code, held);
  }

  /** @param {string} code @param {Held} held */
  remove(code, held) {
    this.layer.removeLayer(held.wash).removeLayer(held.line);
    this.held.delete(code);
  }
}
