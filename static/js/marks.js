// @ts-check
/** Marks: a symbol where one incident has a place, a bubble with the exact number where several would overlap. */
import { counted, groupBy, plural } from "./incidents.js";
import { svg, typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {{one: Incident, lat: number, lon: number, small: boolean}} Placed small: a whole section, too short here to be drawn as one */

const CELL = 46;
const SIDE = 28;
/** Of a bubble whose number has four digits or more. */
const LARGE = 38;
const DEEPEST = 10;

/** @param {import("./map.js").IncidentMap} view @param {Placed[]} placed */
export function drawMarks(view, placed) {
  const key = (/** @type {Placed} */ each) => {
    const point = view.map.latLngToLayerPoint([each.lat, each.lon]);
    return view.map.getZoom() >= DEEPEST ? `${each.lat},${each.lon}` : `${Math.floor(point.x / CELL)},${Math.floor(point.y / CELL)}`;
  };
  for (const group of joined(view, [...groupBy(placed, key).values()])) mark(view, group);
}

/** Cells whose middles are too close become one, so that two bubbles never touch. @param {import("./map.js").IncidentMap} view @param {Placed[][]} cells */
function joined(view, cells) {
  /** @type {{at: any, group: Placed[]}[]} */
  const done = [];
  for (const group of cells.sort((a, b) => b.length - a.length)) {
    const at = view.map.latLngToLayerPoint(middle(group));
    const near = done.find((other) => Math.hypot(other.at.x - at.x, other.at.y - at.y) < SIDE + 4);
    if (near) near.group.push(...group);
    else done.push({ at, group: [...group] });
  }
  return done.map((each) => each.group);
}

/** @param {Placed[]} group @returns {[number, number]} */
function middle(group) {
  const mean = (/** @type {"lat" | "lon"} */ name) => group.reduce((sum, each) => sum + each[name], 0) / group.length;
  return [mean("lat"), mean("lon")];
}

/** @param {import("./map.js").IncidentMap} view @param {Placed[]} group */
function mark(view, group) {
  const { one, small } = group[0];
  const single = group.length === 1;
  const at = middle(group);
  const face = single ? symbol(one, small) : bubble(group);
  const side = group.length > 999 ? LARGE : SIDE;
  const icon = L.divIcon({ html: face, className: "mark-holder", iconSize: [side, side] });
  const words = single ? `${one.label}, ${one.when}, ${small ? "known only as its border section" : one.place}` : `${plural(group.length, "incident")}: zoom in`;
  const marker = L.marker(at, { icon, title: words, alt: words, keyboard: true, pane: "marks" });
  const ids = group.map((each) => each.one.id);
  view.hear(marker, ids, () => {
    if (single || view.map.getZoom() >= DEEPEST) return view.heard.open(ids[0]);
    view.fitTo(group.map((each) => each.one), 10);
  });
  view.layer.addLayer(marker);
  const { x, y } = view.map.latLngToLayerPoint(at);
  view.taken.add([x - side / 2 - 2, y - side / 2 - 2, x + side / 2 + 2, y + side / 2 + 2]);
  if (single) view.single.add(one.id);
  view.shown.add(single ? (one.modality === "actual" ? "mark" : "planned") : "bubble");
  for (const id of ids) view.stands.set(id, { at });
}

/** @param {Incident} one @param {boolean} small */
function symbol(one, small) {
  const face = document.createElement("span");
  face.className = `mark family-${one.family} ${small ? "section" : one.where.kind} ${one.modality}`;
  face.append(typeIcon(one.type, one.family, 16));
  return face;
}

/** The number, in a ring of the families' shares. @param {Placed[]} group */
function bubble(group) {
  const face = document.createElement("span");
  face.className = group.length > 999 ? "bubble large" : "bubble";
  const ring = svg("svg", {  viewBox: "0 0 32 32", "aria-hidden": "true" });
  const whole = 2 * Math.PI * 14;
  let turned = 0;
  for (const [family, some] of groupBy(group, (each) => each.one.family)) {
    const share = (some.length / group.length) * whole;
    ring.append(svg("circle", { class: `family-${family}`, cx: 16, cy: 16, r: 14, "stroke-dasharray": `${Math.max(0.5, share - 1)} ${whole}`, "stroke-dashoffset": -turned }));
    turned += share;
  }
  const number = document.createElement("b");
  number.textContent = group.length > 9999 ? `${Math.floor(group.length / 1000)}k` : counted(group.length);
  face.append(ring, number);
  return face;
}
