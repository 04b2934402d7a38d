// @ts-check
/** Names on the base map: ranked, and none over another or over an incident. */
import { widthOf } from "./boxes.js";
import { isWithin } from "./ground.js";
import { across, down } from "./overlay.js";

/** @typedef {{name: string, lat: number, lon: number, rank: number, kind: string}} Label */

const FROM_ZOOM = { 1: 3, 2: 4, 3: 5, 4: 6, 5: 7, 6: 8, 7: 9 };

/** @param {{countries: any[], cities: any[]}} told the file of names @returns {Label[]} */
export const labelsOf = ({ countries, cities }) => [
  ...countries.map(([, name, lat, lon, rank]) => ({ name, lat, lon, rank, kind: "country" })),
  ...cities.map(([name, lat, lon, rank]) => ({ name, lat, lon, rank: rank + 1, kind: "city" })),
];

/** @param {Label} label @returns {number} the zoom from which it is shown */
const fromZoom = (label) => (label.kind === "country" ? 1 + label.rank : FROM_ZOOM[label.rank] ?? 9);

/**
 * @param {any} map @param {any} layer @param {Label[]} labels
 * @param {import("./boxes.js").Boxes} taken @param {Set<string>} named countries that have their name elsewhere @returns {Set<string>} the kinds of the names drawn
 */
export function drawLabels(map, layer, labels, taken, named) {
  const zoom = map.getZoom();
  const view = map.getBounds().pad(0.05);
  const shown = labels.filter((one) => zoom >= fromZoom(one) && !(one.kind === "country" && (zoom > 7 || named.has(one.name))) && view.contains([one.lat, one.lon]));
  shown.sort((a, b) => Number(b.kind === "country") - Number(a.kind === "country") || a.rank - b.rank);
  const kinds = new Set();
  for (const one of shown) {
    const box = boxOf(map, one);
    if (!taken.isFree(box)) continue;
    taken.add(box);
    kinds.add(one.kind);
    write(layer, [one.lat, one.lon], one.name, one.kind);
  }
  return kinds;
}

/** @param {any} layer @param {any} at @param {string} name @param {string} kind */
function write(layer, at, name, kind) {
  const face = Object.assign(document.createElement("span"), { className: `base-label ${kind}`, textContent: name });
  const icon = L.divIcon({ html: face, className: "base-label-holder", iconSize: [0, 0] });
  layer.addLayer(L.marker(at, { icon, interactive: false, keyboard: false, pane: "labels" }));
}

/**
 * Countries beside the chosen border, where their land is at hand and holds the name.
 * @param {any} map @param {any} layer @param {import("./sides.js").Side[]} sides @param {(code: string) => import("./ground.js").Path[]} landOf
 * @param {import("./boxes.js").Boxes} taken @returns {Set<string>} those that have their name now
 */
export function drawSides(map, layer, sides, landOf, taken) {
  const named = /** @type {Set<string>} */ (new Set());
  for (const { code, name, boxes } of sides) {
    const land = landOf(code);
    const isOwn = (/** @type {number} */ x, /** @type {number} */ y) => { const { lat, lng } = map.layerPointToLatLng([x, y]); return isWithin(land, across(lng), down(lat)); };
    const box = boxes.find((one) => taken.isFree(one) && isOwn(one[0], (one[1] + one[3]) / 2) && isOwn(one[2], (one[1] + one[3]) / 2));
    if (!box) continue;
    taken.add(box);
    named.add(name);
    write(layer, map.layerPointToLatLng([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]), name, "country");
  }
  return named;
}

/** @param {any} map @param {Label} label @returns {import("./boxes.js").Box} */
function boxOf(map, label) {
  const { x, y } = map.latLngToLayerPoint([label.lat, label.lon]);
  if (label.kind === "country") {
    const wide = widthOf(label.name.toUpperCase(), "600 11px") + label.name.length * 2 + 16;
    return [x - wide / 2, y - 12, x + wide / 2, y + 12];
  }
  return [x - 6, y - 9, x + widthOf(label.name, "12px") + 14, y + 9];
}
