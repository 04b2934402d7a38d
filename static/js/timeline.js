// @ts-check
/** The timeline: an axis, the bars and lanes on it, and a brush that filters by overlap. */
import { bars, ceiling, lanes, LANE, LANES, sorted } from "./bars.js";
import { brush } from "./brush.js";
import { counted, dateOf } from "./incidents.js";
import { svg } from "./svg.js";
import { bucketsFor, dayWords, monthWords } from "./timescale.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {{first: number, last: number}} Span days */

const AXIS = 22;
const TOP = 18;
const GUTTER = 52;
const RIGHT = 16;

/** The days that the incidents cover, with a little room. @param {Incident[]} incidents @returns {Span | null} */
export function covered(incidents) {
  let [first, last] = [Infinity, -Infinity];
  for (const one of incidents) {
    if (one.first === null || one.last === null) continue;
    first = Math.min(first, one.first);
    last = Math.max(last, one.last);
  }
  if (first === Infinity) return null;
  const pad = Math.max(2, Math.round((last - first) * 0.03));
  return { first: first - pad, last: last + pad };
}

export class Timeline {
  /**
   * @param {HTMLElement} element @param {HTMLElement} caption
   * @param {{period: (from: number | null, to: number | null, final: boolean) => void, open: (id: number) => void, ring: (ids: number[]) => void}} heard
   */
  constructor(element, caption, heard) {
    [this.element, this.caption, this.heard] = [element, caption, heard];
    /** @type {Incident[]} */
    this.incidents = [];
    this.period = { from: /** @type {number | null} */ (null), to: /** @type {number | null} */ (null) };
    this.measure = "incidents";
    this.span = /** @type {Span | null} */ (null);
    new ResizeObserver(() => this.draw()).observe(element);
  }

  /** @param {{incidents: Incident[], from: number | null, to: number | null, measure: string, span: Span | null}} next */
  show(next) {
    this.incidents = next.incidents.filter((one) => one.first !== null);
    this.period = { from: next.from, to: next.to };
    [this.measure, this.span] = [next.measure, next.span];
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const range = this.span ?? covered(this.incidents);
    if (width < 60 || height < 60) return;
    const grip = /** @type {HTMLElement | null} */ (document.activeElement?.closest?.("[data-grip]"))?.dataset.grip;
    this.element.replaceChildren();
    if (!range) return this.empty();
    const { buckets, unit } = bucketsFor(range.first, range.last);
    const [first, last] = [buckets[0].first, buckets[buckets.length - 1].last];
    const inner = width - GUTTER - RIGHT;
    const x = (/** @type {number} */ day) => ((day - first) / (last - first + 1)) * inner;
    const base = height - AXIS - LANE * LANES - 4;
    const { groups, open } = sorted(this.incidents, buckets);
    const most = ceiling(groups, this.measure);
    const frame = { x, base, top: TOP, width: inner, measure: this.measure, link: this.link.bind(this) };
    const held = brush({ x, first, days: last - first + 1, width: inner, base: base + LANE * LANES + 4, top: 4, period: this.period, heard: this.heard.period, words: dayWords });
    const plot = svg("g", { transform: `translate(${GUTTER},0)` }, [held.back, ...this.grid(buckets, x, base, height, unit), ...bars(groups, buckets, frame, most), ...lanes(open, frame), held.front]);
    const root = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Timeline" }, [...this.scale(most, base, width, open.length > 0), plot]);
    this.element.append(root);
    held.dim(root);
    if (grip) /** @type {HTMLElement | null} */ (root.querySelector(`[data-grip="${grip}"]`))?.focus();
    this.caption.textContent = `${monthWords(range.first, range.last)} · by ${unit}`;
  }

  empty() {
    const line = document.createElement("p");
    line.className = "timeline-empty";
    line.textContent = "No dated incident to show. Widen the filter, or look into “no date”.";
    this.element.append(line);
  }

  /** What a bar's height means. @param {number} most @param {number} base @param {number} width @param {boolean} hasLanes */
  scale(most, base, width, hasLanes) {
    const parts = [most / 2, most].flatMap((value) => {
      const y = base - (value / most) * (base - TOP);
      return [svg("line", { class: "tl-rule", x1: GUTTER, x2: width - RIGHT, y1: y, y2: y }), svg("text", { class: "tl-label", x: GUTTER - 8, y: y + 4, "text-anchor": "end" }, [counted(value)])];
    });
    if (hasLanes) parts.push(svg("text", { class: "tl-label", x: GUTTER - 8, y: base + LANE, "text-anchor": "end" }, ["within"]));
    return parts;
  }

  /** @param {import("./timescale.js").Bucket[]} buckets @param {(day: number) => number} x @param {number} base @param {number} height @param {string} unit */
  grid(buckets, x, base, height, unit) {
    const inner = x(buckets[buckets.length - 1].last + 1);
    const parts = [svg("line", { class: "tl-base", x1: 0, x2: inner, y1: base, y2: base })];
    const step = Math.ceil(buckets.length / Math.max(1, Math.floor(inner / 74)));
    const today = Math.floor(Date.now() / 86400000);
    buckets.forEach((bucket, index) => {
      const [left, right] = [x(bucket.first), x(bucket.last + 1)];
      if (bucket.weekend) parts.unshift(svg("rect", { class: "tl-weekend", x: left, width: right - left, y: height - AXIS, height: 3 }));
      if (index % step === 0 && (unit === "day" || right + 40 < inner)) parts.push(svg("text", { class: "tl-label", x: unit === "day" ? (left + right) / 2 : left, y: height - 6, "text-anchor": unit === "day" ? "middle" : "start" }, [bucket.label]));
      if (today >= bucket.first && today <= bucket.last) parts.push(svg("line", { class: "tl-today", x1: x(today + 0.5), x2: x(today + 0.5), y1: TOP, y2: height - AXIS }, [svg("title", {}, ["today"])]));
    });
    const year = dateOf(buckets[0].first).getUTCFullYear();
    if (unit !== "year") parts.push(svg("text", { class: "tl-label", x: -GUTTER + 4, y: height - 6 }, [String(year)]));
    return parts;
  }

  /** @param {SVGElement} element @param {Incident[]} group */
  link(element, group) {
    const ids = group.map((one) => one.id);
    element.dataset.ids = ids.join(" ");
    element.addEventListener("pointerenter", () => this.heard.ring(ids));
    element.addEventListener("pointerleave", () => this.heard.ring([]));
    element.addEventListener("click", () => (ids.length === 1 ? this.heard.open(ids[0]) : this.heard.period(Number(element.dataset.first), Number(element.dataset.last), true)));
  }

  /** @param {number[]} ids */
  ring(ids) {
    const wanted = new Set(ids.map(String));
    for (const mark of this.element.querySelectorAll("[data-ids]")) mark.classList.toggle("lit", (/** @type {SVGElement} */ (mark).dataset.ids ?? "").split(" ").some((id) => wanted.has(id)));
  }
}
