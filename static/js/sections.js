// @ts-check
/** Border sections on the map: the stretch thickened, a flag with its count, and the arrows that cross it. */
import { arrow, pointOn, shares, widthFor } from "./flows.js";
import { dayOf } from "./incidents.js";
import { dayWords } from "./timescale.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./map.js").IncidentMap} IncidentMap */

const MOST_ARROWS = 7;

/** @param {Incident[]} incidents @param {(one: Incident) => string} key @returns {Map<string, Incident[]>} */
function groups(incidents, key) {
  const made = new Map();
  for (const one of incidents) made.set(key(one), [...(made.get(key(one)) ?? []), one]);
  return made;
}

/** The longest line of a section in pixels of the present zoom. @param {IncidentMap} view @param {string} code */
function pixels(view, code) {
  const lines = view.sections[code].lines.map((line) => line.map((at) => view.map.latLngToLayerPoint(at)));
  const size = (/** @type {any[]} */ line) => line.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - line[i].x, p.y - line[i].y), 0);
  return lines.reduce((best, line) => (size(line) > size(best) ? line : best), lines[0]);
}

/** @param {IncidentMap} view @param {Incident[]} incidents */
export function drawSections(view, incidents) {
  for (const [code, group] of groups(incidents, (one) => one.border)) {
    const section = view.sections[code];
    if (!section) continue;
    const ids = group.map((one) => one.id);
    const wash = L.polyline(section.lines, { className: "section-wash", weight: 12 });
    const line = L.polyline(section.lines, { className: "section-line", weight: 2.5, interactive: false });
    wash.on("click", () => view.heard.border(code)).on("mouseover", () => view.heard.ring(ids)).on("mouseout", () => view.heard.ring([]));
    view.layer.addLayer(wash);
    view.layer.addLayer(line);
    const middle = view.map.layerPointToLatLng(pointOn(pixels(view, code), 0.5).at);
    for (const id of ids) view.placed.set(id, middle);
    const still = group.filter((one) => !(one.from && one.to));
    if (still.length) flag(view, pointOn(pixels(view, code), 0.82).at, `${still.length} on this section`, "no place named", () => view.heard.border(code), "section-flag");
  }
}

/** @param {IncidentMap} view @param {any} at @param {string} head @param {string} sub @param {() => void} click @param {string} cls */
function flag(view, at, head, sub, click, cls) {
  const face = document.createElement("span");
  face.className = `flag ${cls}`;
  const strong = document.createElement("strong");
  strong.textContent = head;
  const small = document.createElement("small");
  small.textContent = sub;
  face.append(strong, small);
  const icon = L.divIcon({ html: face, className: "flag-holder", iconSize: null });
  const marker = L.marker(view.map.layerPointToLatLng(at), { icon, title: `${head}, ${sub}`, alt: `${head}, ${sub}`, pane: "marks" });
  marker.on("click", click);
  view.layer.addLayer(marker);
}

/** One arrow a day and direction, in the order of time; many days become one. @param {IncidentMap} view @param {Incident[]} moving */
export function drawFlows(view, moving) {
  for (const [key, group] of groups(moving.filter((one) => one.modality === "actual"), (one) => `${one.border} ${one.from} ${one.to}`)) {
    const [code, , to] = key.split(" ");
    const line = pixels(view, code);
    const section = view.sections[code];
    const toward = view.map.latLngToLayerPoint(section.toward[to]);
    let days = [...groups(group, (one) => one.start ?? "").values()].sort((a, b) => (a[0].start ?? "").localeCompare(b[0].start ?? ""));
    if (days.length > MOST_ARROWS) days = [group];
    if (line[0].x > line[line.length - 1].x) line.reverse();
    shares(days.length, 0.11).forEach((share, index) => drawArrow(view, days[index], pointOn(line, share), toward));
    if (days.length > 1) sumFlag(view, group, pointOn(line, 0.5).at, days.length);
  }
}

/** @param {IncidentMap} view @param {Incident[]} day @param {{at: any, along: any}} spot @param {any} toward */
function drawArrow(view, day, { at, along }, toward) {
  const people = day.reduce((sum, one) => sum + (one.low ?? one.high ?? 0), 0);
  const shape = arrow(at, along, toward, widthFor(people, view.map.getZoom()));
  const back = (/** @type {any} */ point) => view.map.layerPointToLatLng(L.point(point.x, point.y));
  const ids = day.map((one) => one.id);
  const body = L.polygon(shape.outline.map(back), { className: `flow family-${day[0].family}`, bubblingMouseEvents: false });
  body.on("click", () => view.heard.open(ids[0])).on("mouseover", () => view.heard.ring(ids)).on("mouseout", () => view.heard.ring([]));
  const when = day[0].start ? dayWords(dayOf(day[0].start)) : "no date";
  body.bindTooltip(`${view.sum(day) || day.length} · ${day[0].direction} · ${when}`, { className: "tip", sticky: true });
  view.layer.addLayer(body);
  for (const id of ids) view.placed.set(id, back(at));
  if (view.sum(day)) label(view, back(shape.tip), view.sum(day), shape.tip.y < at.y);
}

/** @param {IncidentMap} view @param {any} at @param {string} words @param {boolean} above */
function label(view, at, words, above) {
  const face = document.createElement("span");
  face.className = `flow-label ${above ? "above" : "below"}`;
  face.textContent = words;
  view.layer.addLayer(L.marker(at, { icon: L.divIcon({ html: face, className: "flag-holder", iconSize: null }), interactive: false, keyboard: false, pane: "marks" }));
}

/** @param {IncidentMap} view @param {Incident[]} group @param {any} at @param {number} days */
function sumFlag(view, group, at, days) {
  const sum = view.sum(group);
  if (sum) flag(view, { x: at.x, y: at.y + 78 }, `${sum} in ${days} days`, `${group[0].direction} · no place named`, () => view.heard.border(group[0].border), "flow-sum");
}
