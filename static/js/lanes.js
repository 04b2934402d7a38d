// @ts-check
/** Lanes: one bar an incident where few are on the axis; solid while it lasted, hatched where it happened some time within, a mark on an exact day. */
import { isExactDay } from "./incidents.js";
import { svg, typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {{x: (day: number) => number, top: number, width: number, lanes: number, hear: (element: SVGElement, one: Incident) => void}} Frame */

export const LANE = 17;
const SIDE = 13;
/** Where in its day an incident stands, as a share of the day. */
const PARTS = { early_hours: 0.12, morning: 0.36, afternoon: 0.62, evening: 0.8, night: 0.94 };

/** @param {Incident[]} incidents @param {Frame} frame */
export function drawLanes(incidents, frame) {
  const all = packed(incidents, frame, frame.lanes);
  if (all.length === incidents.length) return all;
  // The last lane is kept free for the number of those that found no room.
  const some = packed(incidents, frame, frame.lanes - 1);
  const y = frame.top + frame.lanes * LANE - 5;
  return [...some, svg("text", { class: "tl-lane-label", x: 6, y }, [`and ${incidents.length - some.length} more in the list`])];
}

/** @param {Incident[]} incidents @param {Frame} frame @param {number} lanes */
function packed(incidents, frame, lanes) {
  const ends = new Array(Math.max(0, lanes)).fill(-Infinity);
  const isFew = incidents.length <= lanes * 8;
  return incidents.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0)).flatMap((one) => {
    const [left, right] = edges(one, frame);
    const lane = ends.findIndex((end) => end < left);
    if (lane < 0) return [];
    const words = `${one.label}${one.figure ? ` ${one.figure}` : ""}`;
    const room = words.length * 6.3 + 8;
    const isNamed = isFew && right + room < frame.width;
    ends[lane] = right + (isNamed ? room : 2);
    return [bar(one, left, right, frame.top + lane * LANE, isNamed ? words : "", frame)];
  });
}

/** @param {Incident} one @param {Frame} frame @returns {[number, number]} */
function edges(one, { x, width }) {
  if (!isExactDay(one)) return [Math.max(0, x(one.first ?? 0)), Math.min(width, Math.max(x(one.first ?? 0) + 4, x((one.last ?? 0) + 1)))];
  const middle = x((one.first ?? 0) + (PARTS[one.part] ?? 0.5));
  return [middle - SIDE / 2, middle + SIDE / 2];
}

/** @param {Incident} one @param {number} left @param {number} right @param {number} y @param {string} words @param {Frame} frame */
function bar(one, left, right, y, words, frame) {
  const certainty = one.lasted ? "solid" : "within hatched";
  const shape = isExactDay(one) ? mark(one, left, y) : svg("rect", { class: certainty, x: left, y: y + 3, width: right - left, height: SIDE - 5, rx: 1 });
  const said = `${one.label}${one.figure ? ` ${one.figure}` : ""}: ${one.when}${isExactDay(one) || one.lasted ? "" : ", some time within"}`;
  const lane = svg("g", { class: `tl-lane family-${one.family} ${one.modality}`, "data-id": one.id }, [svg("rect", { class: "tl-lane-area", x: left, y: y - 1, width: right - left, height: LANE }), shape, svg("title", {}, [said])]);
  if (words) lane.append(svg("text", { class: "tl-lane-label", x: right + 4, y: y + SIDE - 2 }, [words]));
  frame.hear(lane, one);
  return lane;
}

/** @param {Incident} one @param {number} x @param {number} y */
function mark(one, x, y) {
  const icon = typeIcon(one.type, one.family, SIDE);
  icon.setAttribute("x", String(x));
  icon.setAttribute("y", String(y));
  return icon;
}
