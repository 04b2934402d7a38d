// @ts-check
/** The timeline's axis: what a bar's height means, the names of the days, weekends and today. */
import { counted, dateOf } from "./incidents.js";
import { svg } from "./svg.js";
import { monthLabel } from "./timescale.js";

export const AXIS = 22;
export const TOP = 18;
export const GUTTER = 52;
export const RIGHT = 16;
/** Room of a label in pixels. */
const LABEL = 74;
/** From how many buckets on only the beginnings of months or years have names. */
const MANY = { day: 62, week: 30, month: 36, year: Infinity };

/** @param {number} most @param {number} base @param {number} width @param {boolean} both up and down */
export function scale(most, base, width, both) {
  const marks = both ? [[most, TOP], [-most, base]] : [[most / 2, (base + TOP) / 2], [most, TOP]];
  return marks.flatMap(([value, y]) => [
    svg("line", { class: "tl-rule", x1: GUTTER, x2: width - RIGHT, y1: y, y2: y }),
    svg("text", { class: "tl-label", x: GUTTER - 8, y: y + 4, "text-anchor": "end" }, [value < 0 ? `−${counted(-value)}` : both ? `+${counted(value)}` : counted(value)]),
  ]);
}

/** @param {import("./timescale.js").Tick[]} axis @param {(day: number) => number} x @param {number} base @param {number} height @param {string} unit */
export function grid(axis, x, base, height, unit) {
  const inner = x(axis[axis.length - 1].last + 1);
  const [isDaily, today] = [unit === "day" && axis.length <= MANY.day, Math.floor(Date.now() / 86400000)];
  const names = axis.length > MANY[unit] ? turns(axis, unit, inner) : evenly(axis, inner);
  const parts = [svg("line", { class: "tl-base", x1: 0, x2: inner, y1: base, y2: base })];
  axis.forEach((bucket, index) => {
    const [left, right] = [x(bucket.first), x(bucket.last + 1)];
    if (bucket.weekend && isDaily) parts.unshift(svg("rect", { class: "tl-weekend", x: left, width: right - left, y: height - AXIS, height: 3 }));
    if (names.has(index) && (isDaily || left + 40 < inner)) parts.push(svg("text", { class: "tl-label", x: isDaily ? (left + right) / 2 : left, y: height - 6, "text-anchor": isDaily ? "middle" : "start" }, [names.get(index) ?? ""]));
    if (today >= bucket.first && today <= bucket.last) parts.push(svg("line", { class: "tl-today", x1: x(today + 0.5), x2: x(today + 0.5), y1: TOP, y2: height - AXIS }, [svg("title", {}, ["today"])]));
  });
  return parts;
}

/** @param {import("./timescale.js").Tick[]} axis @param {number} inner @returns {Map<number, string>} by place on the axis */
function evenly(axis, inner) {
  const step = Math.ceil(axis.length / Math.max(1, Math.floor(inner / LABEL)));
  return new Map(axis.flatMap((bucket, index) => (index % step ? [] : [[index, bucket.label]])));
}

/** Of many buckets those have a name in which a month or a year begins, as many as there is room for. @param {import("./timescale.js").Tick[]} axis @param {string} unit @param {number} inner @returns {Map<number, string>} */
function turns(axis, unit, inner) {
  const months = (/** @type {number} */ day) => dateOf(day).getUTCFullYear() * 12 + dateOf(day).getUTCMonth();
  const span = months(axis[axis.length - 1].last) - months(axis[0].first) + 1;
  const every = [1, 3, 6, 12, 24, 60, 120, 240, 600].find((some) => span / some <= inner / LABEL) ?? 1200;
  const isFirst = (/** @type {number} */ index) => index > 0 && months(axis[index].last) !== months(axis[index - 1].last) && months(axis[index].last) % every === 0;
  return new Map(axis.flatMap((bucket, index) => (isFirst(index) || (index === 0 && unit === "month" && months(bucket.first) % every === 0) ? [[index, monthLabel(bucket.last)]] : [])));
}
