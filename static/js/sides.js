// @ts-check
/** The two countries of the chosen border, named each on its side of the line where nothing else stands. */
import { widthOf } from "./boxes.js";
import { leftOf, pixels } from "./courses.js";
import { across, headingAt, lengthOf, pointOn } from "./flows.js";

/** @typedef {import("./map.js").IncidentMap} IncidentMap */

/** A shorter line has no room for names. */
const SHORTEST = 260;
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
const AWAY = [46, 70, 100, 140];
const HIGH = 20;

/** @param {IncidentMap} view @returns {Set<string>} the names that stand there now */
export function nameSides(view) {
  const [code, shape] = [view.chosenBorder, view.shapes[view.chosenBorder]];
  const named = /** @type {Set<string>} */ (new Set());
  const line = shape && pixels(view, code);
  if (!line || lengthOf(line) < SHORTEST) return named;
  const [first, second] = shape.name.split("–");
  const isFirstLeft = leftOf(line) === code.split("-")[0];
  for (const [name, isLeft] of /** @type {[string, boolean][]} */ ([[first, isFirstLeft], [second, !isFirstLeft]])) {
    const at = name && placeFor(view, line, isLeft, widthOf(name.toUpperCase(), "600 11px") + name.length * 2 + 12);
    if (!at) continue;
    const face = Object.assign(document.createElement("span"), { className: "base-label country", textContent: name });
    const icon = L.divIcon({ html: face, className: "base-label-holder", iconSize: [0, 0] });
    view.layer.addLayer(L.marker(view.map.layerPointToLatLng(L.point(at.x, at.y)), { icon, interactive: false, keyboard: false, pane: "labels" }));
    named.add(name);
  }
  return named;
}

/** @param {IncidentMap} view @param {any[]} line @param {boolean} isLeft @param {number} wide */
function placeFor(view, line, isLeft, wide) {
  for (const away of AWAY) {
    for (const share of SHARES) {
      const n = across(headingAt(line, share, 0.2), isLeft);
      const from = pointOn(line, share);
      const [x, y] = [from.x + n.x * away, from.y + n.y * away];
      const box = /** @type {import("./boxes.js").Box} */ ([x - wide / 2, y - HIGH / 2, x + wide / 2, y + HIGH / 2]);
      if (!view.isInside(box) || !view.taken.isFree(box)) continue;
      view.taken.add(box);
      return { x, y };
    }
  }
  return null;
}
