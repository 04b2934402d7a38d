// @ts-check
/** Names on the base map: ranked, and none over another or over an incident. */
import { widthOf } from "./boxes.js";

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
  layer.clearLayers();
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
    const face = document.createElement("span");
    face.className = `base-label ${one.kind}`;
    face.textContent = one.name;
    const icon = L.divIcon({ html: face, className: "base-label-holder", iconSize: [0, 0] });
    layer.addLayer(L.marker([one.lat, one.lon], { icon, interactive: false, keyboard: false, pane: "labels" }));
  }
  return kinds;
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
