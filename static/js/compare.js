// @ts-check
/** Two periods beside each other: what there is more or less of, bar by bar, bubble by bubble, flow by flow. */
import { amount } from "./bars.js";
import { counted, dayOf, plural } from "./incidents.js";
import { barsOf, ticks } from "./timescale.js";

/** @typedef {import("./picture.js").Histogram} Histogram */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Flow} Flow */
/** @typedef {import("./cells.js").Bubble} Bubble */

/** Of the grid that the server counts in: five to a tile of 256 pixels. */
export const CELL = 256 / 5;

/** The nth bucket of one period against the nth of the other. @param {Histogram} now @param {Histogram} then @param {string} measure */
export function differences(now, then, measure) {
  const amounts = (/** @type {Histogram} */ one) => {
    const held = new Map(barsOf(one).map((bar) => [bar.first, amount(bar, measure)]));
    return one.first ? ticks(one.unit, dayOf(one.first), dayOf(one.last)).map((tick) => ({ ...tick, n: held.get(tick.first) ?? 0 })) : [];
  };
  const before = amounts(then);
  return amounts(now).map((tick, index) => ({ first: tick.first, last: tick.last, more: tick.n - (before[index]?.n ?? 0) }));
}

/** "+12", "−3", "as many". @param {number} now @param {number} then */
export function changeWords(now, then) {
  if (now === then) return "as many";
  return now > then ? `+${counted(now - then)}` : `−${counted(then - now)}`;
}

/** Totals beside each other; the lengths are told where they differ, since they explain the numbers. @param {number} then @param {{from: number | null, to: number | null}} now @param {{first: number, last: number} | null} other */
export function againstWords(then, { from, to }, other) {
  const [days, before] = [(to ?? 0) - (from ?? 0) + 1, other ? other.last - other.first + 1 : 0];
  return days === before ? ` against ${counted(then)} in the other period` : ` in ${plural(days, "day")} against ${counted(then)} in ${plural(before, "day")}`;
}

/** Bubbles by cell of the same grid, each with how many more there are now. @param {Bubble[]} now @param {Bubble[]} then @param {number} world width of the world in pixels */
export function changed(now, then, world) {
  const key = (/** @type {Bubble} */ one) => `${Math.floor((one.x * world) / CELL)},${Math.floor((one.y * world) / CELL)},${one.section ? one.codes : ""}`;
  const earlier = new Map(then.map((one) => [key(one), one]));
  const kept = now.map((one) => {
    const before = earlier.get(key(one));
    earlier.delete(key(one));
    return { ...one, change: one.n - (before?.n ?? 0) };
  });
  return [...kept, ...[...earlier.values()].map((one) => ({ ...one, n: 0, change: -one.n }))];
}

/** @param {Flow} one */
const flowKey = (one) => `${one.border} ${one.from} ${one.to}`;

/** For each flow of both periods: how many incidents more, and the figures of both. @param {Flow[]} now @param {Flow[]} then @returns {(Flow & {change: number, before: string})[]} */
export function changedFlows(now, then) {
  const earlier = new Map(then.map((one) => [flowKey(one), one]));
  const kept = now.map((one) => {
    const before = earlier.get(flowKey(one));
    earlier.delete(flowKey(one));
    return { ...one, change: one.n - (before?.n ?? 0), before: before?.words ?? "" };
  });
  return [...kept, ...[...earlier.values()].map((one) => ({ ...one, n: 0, low: 0, words: "", change: -one.n, before: one.words }))];
}
