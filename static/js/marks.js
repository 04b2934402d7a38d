// @ts-check
/** Marks: a symbol where one incident has a place, a bubble with the exact number where several would overlap. */
import { fitTo } from "./controls.js";
import { counted, groupBy, plural } from "./incidents.js";
import { svg, typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./cells.js").Bubble & {lat: number, lon: number, name: string, flows: import("./picture.js").Flow[]}} Small a whole section, too short here to be drawn as one */
/** @typedef {{lat: number, lon: number, n: number, families: Record<string, number>, one: Incident | null, small: Small | null}} Placed */

const CELL = 46;
const SIDE = 28;
/** Of a bubble whose number has four digits or more. */
const LARGE = 38;
const DEEPEST = 10;

/** @param {import("./map.js").IncidentMap} view @param {Incident[]} incidents @param {Small[]} small */
export function drawMarks(view, incidents, small) {
  const placed = [
    ...incidents.map((one) => ({ lat: one.where.lat ?? 0, lon: one.where.lon ?? 0, n: 1, families: { [one.family]: 1 }, one, small: null })),
    ...small.map((each) => ({ lat: each.lat, lon: each.lon, n: each.n, families: familiesOf(each), one: null, small: each })),
  ];
  const key = (/** @type {Placed} */ each) => {
    // Cells of the world and not of the screen: the same view joins the same marks, from wherever one came.
    const point = view.map.project([each.lat, each.lon]);
    return view.map.getZoom() >= DEEPEST ? `${each.lat},${each.lon}` : `${Math.floor(point.x / CELL)},${Math.floor(point.y / CELL)}`;
  };
  for (const group of joined(view, [...groupBy(placed, key).values()])) mark(view, group);
}

/** @param {Small} small */
function familiesOf(small) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const flow of small.flows) for (const [family, n] of Object.entries(flow.families)) sums[family] = (sums[family] ?? 0) + n;
  return sums;
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
  const [{ one, small }] = group;
  const n = group.reduce((sum, each) => sum + each.n, 0);
  const at = middle(group);
  const ids = group.flatMap((each) => (each.one ? [each.one.id] : each.small?.flows.flatMap((flow) => flow.ids) ?? []));
  const face = n === 1 ? symbol(one, small) : bubble(group, n);
  const side = n > 999 ? LARGE : SIDE;
  const words = n === 1 ? (one ? `${one.label}, ${one.when}, ${one.place}` : `${small?.name}: 1 incident known only as this border section`) : `${plural(n, "incident")}: zoom in`;
  const marker = L.marker(at, { icon: L.divIcon({ html: face, className: "mark-holder", iconSize: [side, side] }), title: words, alt: words, keyboard: true, pane: "marks" });
  const codes = new Set(group.flatMap((each) => each.small?.codes ?? []));
  view.hear(marker, (other) => ids.includes(other.id) || (other.where.kind === "section" && codes.has(other.border)), () => {
    if (n === 1 || view.map.getZoom() >= DEEPEST) return view.heard.open(ids[0]);
    fitTo(view.map, boundsOf(group), 10);
  });
  view.layer.addLayer(marker);
  const { x, y } = view.map.latLngToLayerPoint(at);
  view.taken.add([x - side / 2 - 2, y - side / 2 - 2, x + side / 2 + 2, y + side / 2 + 2]);
  if (one && n === 1) view.single.add(one.id);
  view.shown.add(n > 1 ? "bubble" : small ? "small section" : one?.modality === "actual" ? "mark" : "planned");
  for (const id of ids) view.stands.set(id, at);
}

/** @param {Placed[]} group @returns {[number, number, number, number]} */
function boundsOf(group) {
  const [lons, lats] = [group.map((each) => each.lon), group.map((each) => each.lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** @param {Incident | null} one @param {Small | null} small */
function symbol(one, small) {
  const [type, family] = one ? [one.type, one.family] : [Object.keys(small?.flows[0].types ?? {})[0], Object.keys(small?.flows[0].families ?? {})[0]];
  const face = document.createElement("span");
  face.className = `mark family-${family} ${small ? "section" : one?.where.kind} ${one?.modality ?? ""}`;
  face.append(typeIcon(type, family, 16));
  return face;
}

/** The number, in a ring of the families' shares. @param {Placed[]} group @param {number} n */
function bubble(group, n) {
  const face = document.createElement("span");
  face.className = n > 999 ? "bubble large" : "bubble";
  const ring = svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true" });
  const whole = 2 * Math.PI * 14;
  let turned = 0;
  /** @type {Record<string, number>} */
  const families = {};
  for (const each of group) for (const [family, some] of Object.entries(each.families)) families[family] = (families[family] ?? 0) + some;
  for (const [family, some] of Object.entries(families)) {
    const share = (some / n) * whole;
    ring.append(svg("circle", { class: `family-${family}`, cx: 16, cy: 16, r: 14, "stroke-dasharray": `${Math.max(0.5, share - 1)} ${whole}`, "stroke-dashoffset": -turned }));
    turned += share;
  }
  face.append(ring, Object.assign(document.createElement("b"), { textContent: counted(n) }));
  return face;
}
