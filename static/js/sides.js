// @ts-check
/** The two countries of the chosen border: where beside its line their names may stand, each on its own side. */
import { widthOf } from "./boxes.js";
import { leftOf, pixels } from "./courses.js";
import { across, headingAt, lengthOf, pointOn } from "./flows.js";

/** @typedef {import("./map.js").IncidentMap} IncidentMap */
/** @typedef {{code: string, name: string, boxes: import("./boxes.js").Box[]}} Side with where its name may stand, the best first */

/** A shorter line has no room for names. */
const SHORTEST = 260;
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
const AWAY = [46, 70, 100, 140];
const HIGH = 20;

/** @param {IncidentMap} view @returns {Side[]} */
export function sidesOf(view) {
  const [codes, shape] = [view.chosenBorder.split("-"), view.shapes[view.chosenBorder]];
  const line = shape && pixels(view, view.chosenBorder);
  if (!line || lengthOf(line) < SHORTEST) return [];
  return shape.name.split("–").map((name, index) => ({ code: codes[index], name, boxes: boxesFor(view, line, leftOf(line) === codes[index], widthOf(name.toUpperCase(), "600 11px") + name.length * 2 + 12) }));
}

/** @param {IncidentMap} view @param {any[]} line @param {boolean} isLeft @param {number} wide */
const boxesFor = (view, line, isLeft, wide) => AWAY.flatMap((away) => SHARES.map((share) => {
  const n = across(headingAt(line, share, 0.2), isLeft);
  const from = pointOn(line, share);
  const [x, y] = [from.x + n.x * away, from.y + n.y * away];
  return /** @type {import("./boxes.js").Box} */ ([x - wide / 2, y - HIGH / 2, x + wide / 2, y + HIGH / 2]);
})).filter((box) => view.isInside(box));
