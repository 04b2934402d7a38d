// @ts-check
/** The bars of the timeline: one baseline, stacked by type or family, solid where surely in the bucket, hatched where some time about then. */
import { counted } from "./incidents.js";
import { svg } from "./svg.js";

/** @typedef {import("./timescale.js").Bar} Bar */
/** @typedef {import("./stacks.js").Stack} Stack */
/** @typedef {{x: (day: number) => number, base: number, top: number, width: number, measure: string}} Frame */

const WIDEST = 34;
const GOOD = [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10];

/** @param {Bar} bar @param {string} measure "incidents" or "people" */
export const amount = (bar, measure) => (measure === "people" ? bar.people : bar.total);

/** The highest bar, rounded up to a number that makes a good axis. @param {number[]} heights */
export function ceiling(heights) {
  const most = heights.reduce((high, one) => Math.max(high, one), 0);
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  return (size > 1 ? GOOD : [4, 6, 8, 10]).map((step) => step * size).find((value) => value >= most) ?? most;
}

/** Where a bar stands. @param {{first: number, last: number}} bar @param {Frame} frame @returns {[number, number]} left edge and width */
export function place(bar, { x }) {
  const wide = x(bar.last + 1) - x(bar.first);
  const width = Math.max(1, Math.min(WIDEST, wide * (wide > 6 ? 0.62 : 0.9)));
  return [x(bar.first) + (wide - width) / 2, width];
}

const box = (/** @type {number} */ left, /** @type {number} */ top, /** @type {number} */ wide, /** @type {number} */ high) => `M${left.toFixed(1)} ${top.toFixed(1)}h${wide.toFixed(1)}v${high.toFixed(1)}h${(-wide).toFixed(1)}z`;

/**
 * One outline a stack and certainty, however many buckets: four hundred stacked bars are fourteen elements.
 * @param {Bar[]} bars @param {Frame} frame @param {number} most @param {Stack[]} stacks
 */
export function drawBars(bars, frame, most, stacks) {
  const scale = (frame.base - frame.top) / most;
  /** @type {Map<string, string[]>} */
  const outlines = new Map();
  const add = (/** @type {string} */ name, /** @type {string} */ outline) => {
    if (!outlines.has(name)) outlines.set(name, []);
    outlines.get(name)?.push(outline);
  };
  for (const bar of bars) {
    const [left, width] = place(bar, frame);
    let y = frame.base;
    for (const { stack, n, certain } of partsOf(bar, frame.measure, stacks)) {
      const name = `${stack.family} shade-${stack.shade}`;
      for (const [part, look] of /** @type {[number, string][]} */ ([[certain, name], [n - certain, `${name} hatched`]])) {
        const high = Math.max(bar.total === part ? 2 : 0.4, part * scale);
        if (part <= 0) continue;
        y -= high;
        // A hair of paper between the parts of a tall stack.
        add(look, box(left, y, width, high > 4 ? high - 0.75 : high));
      }
    }
  }
  // Where bars are thinner than a stripe of the hatching, a paler tone says the same.
  const isThin = bars.length > 0 && place(bars[0], frame)[1] < 7;
  return [...outlines].map(([name, parts]) => svg("path", { class: `tl-bars family-${isThin ? name.replace("hatched", "pale") : name}`, d: parts.join("") }));
}

const PEOPLE = { name: "people", label: "people", family: "movement", shade: 0, isType: false };

/** @param {Bar} bar @param {string} measure @param {Stack[]} stacks */
function partsOf(bar, measure, stacks) {
  if (measure === "people") return [{ stack: PEOPLE, n: bar.people, certain: bar.people }];
  return stacks.filter((one) => bar.parts[one.name]).map((stack) => ({ stack, n: bar.parts[stack.name][0], certain: bar.parts[stack.name][1] }));
}

/** The number over a bar that is wide enough for it. @param {Bar[]} bars @param {Frame} frame @param {number} most */
export function figures(bars, frame, most) {
  return bars.flatMap((bar) => {
    const height = amount(bar, frame.measure);
    const words = frame.measure === "people" ? `≥${counted(height)}` : counted(height);
    const [left, width] = place(bar, frame);
    if (!height || frame.x(bar.last + 1) - frame.x(bar.first) < 7 * words.length) return [];
    return [svg("text", { class: "tl-figure", x: left + width / 2, y: frame.base - (height / most) * (frame.base - frame.top) - 4, "text-anchor": "middle" }, [words])];
  });
}

/** More or fewer than in the other period, up and down from a line in the middle. @param {{first: number, last: number, more: number}[]} steps @param {Frame} frame @param {number} most */
export function drawDifferences(steps, frame, most) {
  const middle = (frame.base + frame.top) / 2;
  const scale = (frame.base - frame.top) / 2 / most;
  const outline = (/** @type {number} */ sign) => steps.filter((one) => Math.sign(one.more) === sign).map((one) => {
    const [left, width] = place(one, frame);
    const high = Math.max(1, Math.abs(one.more) * scale);
    return box(left, sign > 0 ? middle - high : middle, width, high);
  }).join("");
  const words = steps.filter((one) => one.more && frame.x(one.last + 1) - frame.x(one.first) > 22).map((one) => {
    const [left, width] = place(one, frame);
    const y = middle - one.more * scale + (one.more > 0 ? -4 : 13);
    return svg("text", { class: "tl-figure", x: left + width / 2, y, "text-anchor": "middle" }, [`${one.more > 0 ? "+" : "−"}${counted(Math.abs(one.more))}`]);
  });
  return [svg("line", { class: "tl-base", x1: 0, x2: frame.width, y1: middle, y2: middle }), svg("path", { class: "tl-more", d: outline(1) }), svg("path", { class: "tl-fewer", d: outline(-1) }), ...words];
}
