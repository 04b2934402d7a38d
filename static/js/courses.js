// @ts-check
/** How border sections lie on the map at its present zoom, and which country is on which side of them. */
import { lengthOf } from "./flows.js";

/** @typedef {import("./map.js").IncidentMap} IncidentMap */
/** @typedef {{x: number, y: number}[]} Line */

/** Of each section's lines the longest one. @type {WeakMap<object, {where: string, line: Line}>} */
const laid = new WeakMap();
/** The country on the left of a line as it runs. @type {WeakMap<Line, string>} */
const lefts = new WeakMap();

/** The longest line of a section in pixels of the present zoom, west to east. @param {IncidentMap} view @param {string} code @returns {any[]} */
export function pixels(view, code) {
  const shape = view.shapes[code];
  const where = `${view.map.getZoom()} ${view.map.getPixelOrigin()}`;
  const held = laid.get(shape);
  if (held?.where === where) return held.line;
  const lines = shape.lines.map((line) => line.map((at) => view.map.latLngToLayerPoint(at)));
  const longest = lines.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best), lines[0]);
  const isTurned = longest[0].x > longest[longest.length - 1].x;
  const line = isTurned ? longest.toReversed() : longest;
  laid.set(shape, { where, line });
  lefts.set(line, code.split("-")[Number(isTurned)]);
  return line;
}

/** @param {Line} line @returns {string | undefined} the country on its left */
export const leftOf = (line) => lefts.get(line);

/** Whether a flow over the line goes to its left; one of its ends may be a country beyond the two neighbours. @param {Line} line @param {{border: string, from: string, to: string}} flow */
export function goesLeft(line, { border, from, to }) {
  const left = lefts.get(line);
  return to === left || (border.includes(from) && from !== left);
}
