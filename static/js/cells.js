// @ts-check
/** Bubbles: how many incidents lie here, the exact number written, the ring broken by the share that is known only roughly. */
import { counted } from "./incidents.js";
import { across, down } from "./overlay.js";
import { colour } from "./theme.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {{x: number, y: number, n: number, rough: number, family: string, section: boolean, change: number | null, codes: string[]}} Bubble x and y as shares of the world */
/** @typedef {Bubble & {radius: number, atX: number, atY: number}} Drawn in pixels of the view */

const FONT = "650 12px";
const EDGE = 48;

/** @param {[number, number, number, number, number][]} cells @param {string[]} families @returns {Bubble[]} */
export const bubblesOf = (cells, families) =>
  cells.map(([lon, lat, n, family, rough]) => ({ x: across(lon), y: down(lat), n, rough, family: families[family] ?? "other", section: false, change: null, codes: [] }));

/** What is written on a bubble. @param {Bubble} bubble */
export function wordsOn(bubble) {
  if (bubble.change === null) return counted(bubble.n);
  return bubble.change > 0 ? `+${counted(bubble.change)}` : bubble.change < 0 ? `−${counted(-bubble.change)}` : "±0";
}

/** @param {CanvasRenderingContext2D} context @param {Bubble} bubble @param {number} most */
function radiusOf(context, bubble, most) {
  const size = Math.abs(bubble.change ?? bubble.n);
  const written = context.measureText(wordsOn(bubble)).width / 2 + 5;
  return Math.max(11, written, 9 + 17 * Math.sqrt(size / Math.max(1, most)));
}

/** @typedef {Bubble & {radius: number}} Sized */

/**
 * Bubbles that would cover each other become one at their common middle: the sum stays exact, and what is known only as a
 * section counts there as known only roughly.
 * @param {CanvasRenderingContext2D} context @param {Bubble[]} bubbles @param {number} world @param {number} most @returns {Sized[]}
 */
function joined(context, bubbles, world, most) {
  /** @type {Sized[]} */
  const done = [];
  for (const one of bubbles.toSorted((a, b) => b.n - a.n)) {
    const radius = radiusOf(context, one, most);
    const near = done.find((other) => Math.hypot(other.x - one.x, other.y - one.y) * world < (other.radius + radius) * 0.9);
    if (near) merge(near, one);
    else done.push({ ...one, radius });
    if (near) near.radius = radiusOf(context, near, most);
  }
  // A joined bubble is larger, and may cover its next neighbour.
  return done.length < bubbles.length ? joined(context, done, world, most) : done;
}

/** @param {Sized} into @param {Bubble} one */
function merge(into, one) {
  const n = into.n + one.n;
  const mean = (/** @type {(each: Bubble) => number} */ of) => (n ? (of(into) * into.n + of(one) * one.n) / n : of(into));
  const isSection = into.section && one.section;
  const rough = (/** @type {Bubble} */ each) => (each.section && !isSection ? 1 : each.rough);
  const place = into.section && !one.section ? one : into;
  const [x, y] = into.section === one.section ? [mean((each) => each.x), mean((each) => each.y)] : [place.x, place.y];
  Object.assign(into, { x, y, rough: mean(rough), n, section: isSection, codes: [...into.codes, ...one.codes], change: into.change === null ? null : into.change + (one.change ?? 0) });
}

let last = { of: /** @type {Bubble[]} */ ([]), world: 0, made: /** @type {Sized[]} */ ([]) };
/** Joined once for a zoom, and not for each frame of a pan. @param {CanvasRenderingContext2D} context @param {Bubble[]} bubbles @param {number} world @param {number} most */
function cached(context, bubbles, world, most) {
  if (last.of !== bubbles || last.world !== world) last = { of: bubbles, world, made: joined(context, bubbles, world, most) };
  return last.made;
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Bubble[]} bubbles @returns {Drawn[]} */
export function drawBubbles(context, frame, bubbles) {
  context.setTransform(frame.scale, 0, 0, frame.scale, 0, 0);
  context.font = `${FONT} ${getComputedStyle(document.body).fontFamily}`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle" });
  const most = bubbles.reduce((high, one) => Math.max(high, Math.abs(one.change ?? one.n)), 1);
  const drawn = cached(context, bubbles, frame.world, most).map((one) => ({ ...one, atX: one.x * frame.world - frame.left, atY: one.y * frame.world - frame.top }));
  for (const one of drawn) if (isSeen(one, frame)) paint(context, one);
  return drawn;
}

/** @param {Drawn} one @param {Frame} frame */
const isSeen = (one, frame) => one.atX > -EDGE && one.atY > -EDGE && one.atX < frame.width + EDGE && one.atY < frame.height + EDGE;

/** @param {CanvasRenderingContext2D} context @param {Drawn} one */
function paint(context, one) {
  const { atX, atY, radius } = one;
  const outline = () => {
    context.beginPath();
    if (one.section) context.roundRect(atX - radius, atY - Math.min(radius, 13), radius * 2, Math.min(radius, 13) * 2, 4);
    else context.arc(atX, atY, radius, 0, 2 * Math.PI);
  };
  outline();
  Object.assign(context, { fillStyle: colour("--panel"), strokeStyle: colour("--land"), lineWidth: 5 });
  context.stroke();
  context.fill();
  Object.assign(context, { strokeStyle: one.change === null ? colour(`--${one.family}`) : colour("--ink"), lineWidth: 2.5 });
  if (one.section || one.change !== null) { context.setLineDash((one.change ?? 0) < 0 ? [3, 3] : []); outline(); context.stroke(); context.setLineDash([]); }
  else ring(context, one);
  context.fillStyle = colour("--ink");
  context.fillText(wordsOn(one), atX, atY + 0.5);
}

/** The sure share of the ring is whole, from the top clockwise; the rough share is broken. @param {CanvasRenderingContext2D} context @param {Drawn} one */
function ring(context, one) {
  const [top, whole] = [-Math.PI / 2, 2 * Math.PI];
  const sure = whole * (1 - one.rough);
  for (const [from, to, dash] of /** @type {[number, number, number[]][]} */ ([[top, top + sure, []], [top + sure, top + whole, [2.5, 2.5]]])) {
    if (to - from < 0.01) continue;
    context.beginPath();
    context.arc(one.atX, one.atY, one.radius, from, to);
    context.setLineDash(dash);
    context.stroke();
  }
  context.setLineDash([]);
}

/** @param {Drawn[]} drawn @param {number} x @param {number} y @returns {Drawn | null} */
export const bubbleAt = (drawn, x, y) => drawn.findLast((one) => Math.hypot(one.atX - x, one.atY - y) <= one.radius + 2) ?? null;
