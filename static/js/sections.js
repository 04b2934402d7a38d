// @ts-check
/** Border sections on the map: the stretch thickened, a flag that says what is known only of it, and the flows that cross it. */
import { across, arrow, headingAt, lengthOf, nearest, pointOn, widthFor } from "./flows.js";
import { counted, groupBy, plural, total } from "./incidents.js";
import { flag } from "./flags.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./map.js").IncidentMap} IncidentMap */

/** Shorter than this on screen, a section is no stretch that one could point at. */
export const SHORTEST = 260;
const REACH = 0.12;
/** An area wider than this, in km, says nothing of where on the line somebody crossed. */
const NEAR = 30;

/** The longest line of a section in pixels of the present zoom, west to east. @param {IncidentMap} view @param {string} code */
export function pixels(view, code) {
  const lines = view.sections[code].lines.map((line) => line.map((at) => view.map.latLngToLayerPoint(at)));
  const line = lines.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best), lines[0]);
  return line[0].x > line[line.length - 1].x ? line.reverse() : line;
}

/** @param {IncidentMap} view @param {string} code @param {Incident[]} group known only as this section @param {any[]} line */
export function drawSection(view, code, group, line) {
  const section = view.sections[code];
  const ids = group.map((one) => one.id);
  const chosen = view.chosenBorder === code;
  const wash = L.polyline(section.lines, { className: "section-wash", weight: 13 });
  const ink = L.polyline(section.lines, { className: "section-line", weight: chosen ? 3 : 2, interactive: false });
  wash.bindTooltip(`${section.name}, ${counted(section.km)} km: ${plural(group.length, "incident")} known only as this section`, { className: "tip", sticky: true });
  view.hear(wash, ids, () => view.heard.border(code));
  view.layer.addLayer(wash).addLayer(ink);
  view.taken.addLine(line, 9);
  view.shown.add("section");
  for (const id of ids) view.stands.set(id, { path: wash });
}

/** The border that the page is about, in ink, though nothing is known only as it. @param {IncidentMap} view */
export function drawChosen(view) {
  view.layer.addLayer(L.polyline(view.sections[view.chosenBorder].lines, { className: "section-line", weight: 3, interactive: false }));
}

/** What happened on a section without moving across it: one flag with a symbol per type. @param {IncidentMap} view @param {Incident[]} group @param {any[]} line @param {string} code */
export function flagSection(view, group, line, code) {
  const still = group.filter((one) => !isFlow(one));
  if (!still.length) return;
  const kinds = [...groupBy(still, (one) => one.type).values()].map((some) => ({ type: some[0].type, family: some[0].family, count: some.length }));
  const words = [...groupBy(still, (one) => one.label).entries()].map(([label, some]) => (some.length > 1 ? `${some.length} × ${label}` : label));
  const click = still.length === 1 ? () => view.heard.open(still[0].id) : () => view.heard.border(code);
  const spots = [0.78, 0.7, 0.86, 0.62, 0.3, 0.2].map((share) => pointOn(line, share));
  flag(view, spots, { kinds, title: `${words.join(", ")}; no place named`, family: "", ids: still.map((one) => one.id), click });
}

/** @param {Incident} one */
export const isFlow = (one) => !!(one.border && one.from && one.to) && one.modality === "actual";

/**
 * One flow for each direction of a section: it stands at the section's middle, because no place was named, and its foot spreads.
 * @param {IncidentMap} view @param {string} code @param {Incident[]} group @param {any[]} line
 */
export function drawFlows(view, code, group, line) {
  const flows = [...groupBy(group.filter(isFlow), (one) => `${one.from} ${one.to} ${one.family}`).values()].sort((a, b) => people(b) - people(a));
  const room = Math.min(0.3, 170 / lengthOf(line));
  flows.forEach((flow, index) => {
    const share = 0.5 + (index % 2 ? 1 : -1) * Math.ceil(index / 2) * room;
    const spread = Math.min(lengthOf(line) * 0.12, 26 + widthFor(people(flow)) * 2.2);
    flowAt(view, code, flow, line, Math.min(0.95, Math.max(0.05, share)), spread, "no place named");
  });
}

/** A flow whose place is known crosses the line next to it. @param {IncidentMap} view @param {Incident[]} group */
export function drawPlacedFlows(view, group) {
  for (const one of group.filter((each) => isFlow(each) && view.sections[each.border])) {
    const line = pixels(view, one.border);
    const { share, away } = nearest(line, view.map.latLngToLayerPoint([one.where.lat, one.where.lon]));
    if (away < 90 && (one.where.km ?? 0) <= NEAR && lengthOf(line) > SHORTEST) flowAt(view, one.border, [one], line, share, 0, one.place);
  }
}

const people = (/** @type {Incident[]} */ flow) => total(flow)?.low ?? 0;

/** @param {IncidentMap} view @param {string} code @param {Incident[]} flow @param {any[]} line @param {number} share @param {number} spread @param {string} place */
function flowAt(view, code, flow, line, share, spread, place) {
  const toward = view.map.latLngToLayerPoint(view.sections[code].toward[flow[0].to]);
  const { at, n } = crossing(line, share, toward, spread ? 0.09 : 0);
  const width = widthFor(people(flow)) * Math.min(1, Math.max(0.6, lengthOf(line) / 600));
  const shape = arrow(at, n, width, spread);
  const back = (/** @type {any[]} */ points) => points.map((point) => view.map.layerPointToLatLng(L.point(point.x, point.y)));
  const ids = flow.map((one) => one.id);
  const sum = total(flow)?.words ?? "";
  const unit = new Set(flow.map((one) => one.unit)).size === 1 ? flow[0].unit : sum ? "people" : "";
  const words = [[sum || plural(flow.length, "crossing"), unit].filter(Boolean).join(" "), [time(flow), flow[0].direction, place].filter(Boolean).join(" · ")];
  const family = flow[0].family;
  if (shape.foot.length) view.layer.addLayer(L.polygon(back(shape.foot), { className: `flow-foot family-${family}`, interactive: false }));
  const body = L.polygon(back(shape.body), { className: `flow family-${family}`, bubblingMouseEvents: false });
  body.bindTooltip(words.join(" · "), { className: "tip", sticky: true });
  const click = flow.length === 1 ? () => view.heard.open(ids[0]) : () => view.heard.flow(code, flow[0].from, flow[0].to);
  view.hear(body, ids, click);
  view.layer.addLayer(body);
  view.taken.add(shape.box);
  view.shown.add(spread ? "flow" : "placed flow");
  for (const id of ids) view.stands.set(id, { path: body });
  const [left, top, right, bottom] = shape.box;
  const beside = [{ x: Math.max(shape.tip.x, (shape.tip.x + right) / 2), y: shape.tip.y }, { x: right, y: at.y }, { x: right, y: bottom }, { x: right, y: top - 30 }, { x: right + 60, y: at.y }, { x: right + 20, y: bottom + 50 }];
  flag(view, beside, { head: words[0], sub: words[1], title: words.join(", "), family, ids, click, left: { x: left, y: shape.tip.y } });
}

/**
 * Where a line is best crossed near a share of it: where it runs as the whole section does, so that the arrow does not mislead.
 * @param {any[]} line @param {number} share @param {any} toward @param {number} slack how far it may move along the line
 */
function crossing(line, share, toward, slack) {
  const overall = across(headingAt(line, 0.5, 0.35), pointOn(line, 0.5), toward);
  let best = { at: pointOn(line, share), n: overall, fit: -1 };
  for (let step = 0; step <= slack + 1e-9; step += 0.015) {
    for (const here of [share + step, share - step]) {
      const at = pointOn(line, Math.min(1, Math.max(0, here)));
      const n = across(headingAt(line, here, REACH / 2), at, { x: at.x + overall.x, y: at.y + overall.y });
      const fit = n.x * overall.x + n.y * overall.y - step;
      if (fit > best.fit + 0.02) best = { at, n, fit };
    }
  }
  return best.fit < 0.5 ? { at: best.at, n: overall } : best;
}

/** "3 nights", "4 days", or the one day. @param {Incident[]} flow */
function time(flow) {
  const days = new Set(flow.map((one) => one.start));
  if (days.size === 1) return flow[0].when.replace(/, .*/, "");
  return flow.filter((one) => one.night).length * 2 >= flow.length ? plural(days.size, "night") : plural(days.size, "day");
}
