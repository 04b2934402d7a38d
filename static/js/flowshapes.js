// @ts-check
/** One flow on the map: the arrow over the line, its spreading foot, its words on its shoulder. */
import { changeWords } from "./compare.js";
import { goesLeft } from "./courses.js";
import { across, arrow, headingAt, lengthOf, pointOn, widthFor } from "./flows.js";
import { plural } from "./incidents.js";

/** @typedef {import("./sections.js").Flow} Flow */
/** @typedef {import("./map.js").IncidentMap} IncidentMap */

const REACH = 0.12;

/** @param {any} shape @param {string} words */
export const tooltip = (shape, words) => shape.bindTooltip(words, { className: "tip", sticky: true });

/**
 * @param {IncidentMap} view @param {Flow} flow @param {any[]} line @param {number} share @param {number} spread 0 for a flow with a place of its own @param {string} place
 * @returns {any} the arrow's body
 */
export function flowAt(view, flow, line, share, spread, place) {
  const { at, n } = crossing(line, share, goesLeft(line, flow), spread ? 0.09 : 0);
  const width = widthFor(flow.low ?? 0) * Math.min(1, Math.max(0.6, lengthOf(line) / 600));
  const shape = arrow(at, n, width, spread);
  const back = (/** @type {any[]} */ points) => points.map((point) => view.map.layerPointToLatLng(L.point(point.x, point.y)));
  const [head, sub] = wordsOf(flow, place);
  // Beside its like of other days an arrow says its day and not its direction, which is the same for all.
  const short = flow.span ? [flow.when, place].filter(Boolean).join(" · ") : sub;
  const family = Object.entries(flow.families).sort(([, a], [, b]) => b - a)[0]?.[0] ?? "other";
  const gone = flow.n ? "" : " gone";
  if (shape.foot.length) view.layer.addLayer(L.polygon(back(shape.foot), { className: `flow-foot family-${family}${gone}`, interactive: false }));
  const body = L.polygon(back(shape.body), { className: `flow family-${family}${gone}`, bubblingMouseEvents: false });
  tooltip(body, `${head} · ${sub}`);
  const click = flow.n === 1 ? () => view.heard.open(flow.ids[0]) : () => view.heard.flow(flow.border, flow.from, flow.to);
  const isPlaced = !spread;
  const test = (/** @type {import("./map.js").Pointed} */ one) => (isPlaced ? one.id === flow.ids[0] : one.where.kind === "section" && one.border === flow.border && one.from === flow.from && one.to === flow.to && (!flow.span || (one.first === flow.span[0] && one.last === flow.span[1])));
  view.hear(body, test, click);
  view.layer.addLayer(body);
  view.taken.add(shape.box);
  view.shown.add(spread ? "flow" : "placed flow");
  const [left, , right] = shape.box;
  const spots = [shape.tip, ...[shape.tip.y, (shape.tip.y + at.y) / 2, at.y].flatMap((y) => [{ x: right, y }, { x: left, y }])];
  view.wanted.push({ spots, tip: shape.tip, weight: flow.low ?? 0, border: isPlaced ? "" : flow.border, head, sub: short, title: `${head}, ${sub}`, family, test, click });
  return body;
}

/** Number and unit; then when, which way, where. @param {Flow} flow @param {string} place @returns {[string, string]} */
function wordsOf(flow, place) {
  const many = flow.words ? [flow.words, flow.unit].filter(Boolean).join(" ") : plural(flow.n, "crossing");
  if (flow.change === undefined) return [many, [time(flow), flow.direction, place].filter(Boolean).join(" · ")];
  const before = flow.before ? `${flow.words || "none"} against ${flow.before}` : `${changeWords(flow.n, flow.n - flow.change)} against the other period`;
  return [`${changeWords(flow.n, flow.n - flow.change)} ${Math.abs(flow.change) === 1 ? "incident" : "incidents"}`, [before, flow.direction].filter(Boolean).join(" · ")];
}

/** "3 nights", "4 days", or the one day. @param {Flow} flow */
function time(flow) {
  if (flow.span) return flow.when;
  if (flow.days === 1 && flow.when) return flow.when.replace(/, .*/, "");
  return flow.nights * 2 >= flow.days ? plural(flow.days, "night") : plural(flow.days, "day");
}

/**
 * Where a line is best crossed near a share of it: where it runs as the whole section does, so that the arrow does not mislead.
 * @param {any[]} line @param {number} share @param {boolean} isLeft @param {number} slack how far it may move along the line
 */
function crossing(line, share, isLeft, slack) {
  const overall = across(headingAt(line, 0.5, 0.35), isLeft);
  let best = { at: pointOn(line, share), n: across(headingAt(line, share, REACH / 2), isLeft), fit: -1 };
  for (let step = 0; step <= slack + 1e-9; step += 0.015) {
    for (const here of [share + step, share - step]) {
      const at = pointOn(line, Math.min(1, Math.max(0, here)));
      const n = across(headingAt(line, here, REACH / 2), isLeft);
      const fit = n.x * overall.x + n.y * overall.y - step;
      if (fit > best.fit + 0.02) best = { at, n, fit };
    }
  }
  return best;
}
