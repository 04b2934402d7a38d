// @ts-check
/** The timeline: an axis, bars and lanes from the server's counts, and a brush that filters by overlap. */
import { AXIS, grid, GUTTER, RIGHT, scale, TOP } from "./axis.js";
import { amount, ceiling, drawBars, drawDifferences, figures } from "./bars.js";
import { Brush } from "./brush.js";
import { differences } from "./compare.js";
import { counted, dayOf, plural } from "./incidents.js";
import { drawLanes, LANE } from "./lanes.js";
import { drawKey, stacksOf } from "./stacks.js";
import { svg } from "./svg.js";
import { barsOf, dayWords, monthWords, periodWords, ticks } from "./timescale.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./timescale.js").Bar} Bar */
/** @typedef {{histogram: import("./picture.js").Histogram, other: import("./picture.js").Histogram | null, lanes: Incident[], from: number | null, to: number | null, measure: string}} Shown */
/** @typedef {{period: (from: number | null, to: number | null, final: boolean) => void, open: (id: number) => void, point: (test: ((one: Incident) => boolean) | null, days?: [number, number]) => void, types: import("./stacks.js").Type[]}} Heard */

const MOST_LANES = 12;

export class Timeline {
  /** @param {HTMLElement} element @param {HTMLElement} caption @param {HTMLElement} key @param {Heard} heard */
  constructor(element, caption, key, heard) {
    [this.element, this.caption, this.key, this.heard] = [element, caption, key, heard];
    /** @type {Shown | null} */
    this.shown = null;
    this.drawn = "";
    /** @type {Brush | null} */
    this.brush = null;
    /** @type {Bar[]} */
    this.bars = [];
    /** @type {import("./stacks.js").Stack[]} */
    this.stacks = [];
    new ResizeObserver(() => this.draw()).observe(element);
  }

  /** Draws again only what changed: a moved brush leaves the bars as they are. @param {Shown} next */
  show(next) {
    this.shown = next;
    const picture = JSON.stringify([next.histogram, next.other, next.lanes.map((one) => one.id), next.measure]);
    if (picture === this.drawn && this.brush) return this.brush.set(next.from, next.to);
    this.drawn = picture;
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!this.shown || width < 60 || height < 60) return;
    const { histogram, other, lanes, from, to, measure } = this.shown;
    const grip = /** @type {HTMLElement | null} */ (document.activeElement?.closest?.("[data-grip]"))?.dataset.grip;
    this.element.replaceChildren();
    this.bars = barsOf(histogram);
    this.stacks = other || measure === "people" ? [] : stacksOf(histogram, this.heard.types);
    if (!histogram.first) return this.empty();
    const axis = ticks(histogram.unit, dayOf(histogram.first), dayOf(histogram.last));
    const [first, last] = [axis[0].first, axis[axis.length - 1].last];
    const inner = width - GUTTER - RIGHT;
    const x = (/** @type {number} */ day) => ((day - first) / (last - first + 1)) * inner;
    const rows = lanes.length ? Math.min(MOST_LANES, Math.floor((height - AXIS - TOP) / 2 / LANE)) : 0;
    const base = height - AXIS - rows * LANE - (rows ? 6 : 0);
    const frame = { x, base, top: TOP, width: inner, measure };
    this.frame = frame;
    const steps = other ? differences(histogram, other, measure) : null;
    const most = ceiling(steps ? steps.map((one) => Math.abs(one.more)) : this.bars.map((bar) => amount(bar, measure)));
    const drawn = steps ? drawDifferences(steps, frame, most) : [...drawBars(this.bars, frame, most, this.stacks), ...figures(this.bars, frame, most)];
    this.brush = new Brush({ x, first, last, width: inner, base: height - AXIS, top: 4, period: { from, to }, heard: this.heard.period, words: dayWords, click: (day) => this.click(day) });
    this.lit = svg("rect", { class: "tl-lit", y: TOP - 2, height: base - TOP + 2, width: 0 });
    const hear = (/** @type {SVGElement} */ element, /** @type {Incident} */ one) => this.hear(element, one);
    const plot = svg("g", { transform: `translate(${GUTTER},0)` }, [
      ...grid(axis, x, base, height, histogram.unit), this.brush.back, this.lit, svg("g", { class: "tl-drawn" }, drawn),
      ...this.brush.veils, ...drawLanes(lanes, { x, top: base + 6, width: inner, lanes: rows, hear }), this.brush.front,
    ]);
    this.element.append(svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Timeline: ${this.words()}` }, [...scale(most, base, width, !!steps), plot]));
    this.hover(x, first, last, inner);
    if (grip) /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-grip="${grip}"]`))?.focus();
    const isUnsure = !steps && measure !== "people" && this.bars.some((bar) => bar.certain < bar.total);
    this.caption.textContent = `${monthWords(first, last)} · by ${histogram.unit}`;
    drawKey(this.key, this.stacks, isUnsure ? (this.element.querySelector(".pale") ? "pale" : "hatched") : "");
  }

  words() {
    const total = this.bars.reduce((sum, bar) => sum + bar.total, 0);
    const peak = this.bars.reduce((best, bar) => (bar.total > best.total ? bar : best), this.bars[0]);
    return peak ? `most in ${periodWords(peak.first, peak.last)}, ${plural(peak.total, "incident")} of ${counted(total)} in bars` : "nothing";
  }

  empty() {
    this.brush = null;
    this.caption.textContent = "";
    drawKey(this.key, [], "");
    this.element.append(Object.assign(document.createElement("p"), { className: "timeline-empty", textContent: "No dated incident to show. Widen the filter, or look into “no date”." }));
  }

  /** @param {number} day @returns {Bar | undefined} */
  barAt = (day) => this.bars.find((bar) => day >= bar.first && day <= bar.last && bar.total);

  /** A click on a bar chooses its days, beside the bars all time. @param {number} day */
  click(day) {
    const bar = this.barAt(day);
    this.heard.period(bar?.first ?? null, bar?.last ?? null, true);
  }

  /** Pointing at a bar says its number and rings its incidents elsewhere. @param {(day: number) => number} x @param {number} first @param {number} last @param {number} inner */
  hover(x, first, last, inner) {
    const tip = Object.assign(document.createElement("p"), { className: "tl-tip", hidden: true });
    this.element.append(tip);
    let at = /** @type {Bar | undefined} */ (undefined);
    const target = /** @type {SVGElement} */ (this.brush?.target);
    target.addEventListener("pointermove", (event) => {
      const bar = this.barAt(first + Math.floor(((event.clientX - target.getBoundingClientRect().left) / inner) * (last - first + 1)));
      if (bar === at) return;
      at = bar;
      tip.hidden = !bar;
      if (!bar) return this.heard.point(null);
      tip.textContent = this.told(bar);
      tip.style.insetInlineStart = `${Math.min(inner - 120, Math.max(0, x(bar.first))) + GUTTER}px`;
      this.heard.point((one) => one.first !== null && one.last !== null && one.first <= bar.last && one.last >= bar.first, [bar.first, bar.last]);
    });
    target.addEventListener("pointerleave", () => { at = undefined; tip.hidden = true; this.heard.point(null); });
  }

  /** @param {Bar} bar @returns {string} all that stands in it, in words */
  told(bar) {
    const unsure = bar.total - bar.certain;
    const parts = this.stacks.filter((one) => bar.parts[one.name]).map((one) => `${counted(bar.parts[one.name][0])} ${one.label.toLowerCase()}`);
    const sums = [parts.length > 1 ? `${plural(bar.total, "incident")} (${parts.join(", ")})` : parts.length ? parts[0] : plural(bar.total, "incident")];
    if (unsure) sums.push(`${counted(unsure)} of them only some time about then`);
    if (bar.people) sums.push(`at least ${counted(bar.people)} people`);
    return `${periodWords(bar.first, bar.last)}: ${sums.join(", ")}`;
  }

  /** @param {SVGElement} element @param {Incident} one */
  hear(element, one) {
    element.addEventListener("pointerenter", () => this.heard.point((other) => other.id === one.id));
    element.addEventListener("pointerleave", () => this.heard.point(null));
    element.addEventListener("click", () => this.heard.open(one.id));
  }

  /** @param {{id: number, first: number | null, last: number | null}[]} pointed */
  ring(pointed) {
    const ids = new Set(pointed.map((one) => String(one.id)));
    for (const lane of /** @type {NodeListOf<SVGElement>} */ (this.element.querySelectorAll(".tl-lane"))) lane.classList.toggle("lit", ids.has(lane.dataset.id ?? ""));
    const days = pointed.flatMap((one) => (one.first === null || one.last === null ? [] : [one.first, one.last]));
    const [first, last] = [this.barAt(Math.min(...days))?.first ?? Math.min(...days), this.barAt(Math.max(...days))?.last ?? Math.max(...days)];
    const [left, right] = days.length && this.frame ? [this.frame.x(first), this.frame.x(last + 1)].map((at) => Math.max(0, Math.min(this.frame?.width ?? 0, at))) : [0, 0];
    this.lit?.setAttribute("x", String(left));
    this.lit?.setAttribute("width", String(right - left));
  }
}
