// @ts-check
/** The timeline: stacked bars for known days, hatched lanes for "some time within", a brush that filters by overlap. */
import { brush } from "./brush.js";
import { dayOf, isExactDay, total } from "./incidents.js";
import { svg } from "./svg.js";
import { bucketsFor, dayWords, monthWords } from "./timescale.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const AXIS = 20;
const LANE = 9;
const LANES = 3;
const TOP = 20;
const FAMILIES = ["movement", "force", "control", "crime", "deaths", "talk", "other"];

/** @param {Incident[]} incidents @param {(string | null)[]} more days that must be on screen too */
function domain(incidents, more) {
  const days = incidents.flatMap((one) => (one.start ? [dayOf(one.start), dayOf(one.end ?? one.start)] : []));
  for (const iso of more) if (iso) days.push(dayOf(iso));
  if (!days.length) return null;
  const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  const pad = Math.max(2, Math.round((last - first) * 0.04));
  return { first: first - pad, last: last + pad };
}

/** @param {Incident[]} group @param {string} measure "incidents" or "people" */
const amount = (group, measure) => (measure === "people" ? total(group.filter(isDone))?.low ?? 0 : group.length);

/** People are counted where they did move; an order moves nobody yet. @param {Incident} one */
const isDone = (one) => one.modality === "actual";

export class Timeline {
  /**
   * @param {HTMLElement} element
   * @param {{period: (from: number | null, to: number | null, final: boolean) => void, open: (id: number) => void, ring: (ids: number[]) => void}} heard
   */
  constructor(element, heard) {
    this.element = element;
    this.heard = heard;
    /** @type {Incident[]} */
    this.incidents = [];
    this.period = { from: /** @type {number | null} */ (null), to: /** @type {number | null} */ (null) };
    this.measure = "incidents";
    this.span = /** @type {{first: number, last: number} | null} */ (null);
    new ResizeObserver(() => this.draw()).observe(element);
  }

  /** @param {{incidents: Incident[], from: number | null, to: number | null, measure: string, span: {first: number, last: number} | null}} next */
  show(next) {
    this.incidents = next.incidents.filter((one) => one.start);
    this.period = { from: next.from, to: next.to };
    this.measure = next.measure;
    this.span = next.span;
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const grip = /** @type {HTMLElement | null} */ (document.activeElement?.closest?.("[data-grip]"))?.dataset.grip;
    this.element.replaceChildren();
    const range = this.span ?? domain(this.incidents, []);
    if (!range || width < 40) return this.empty();
    const { buckets, unit } = bucketsFor(range.first, range.last);
    const first = buckets[0].first;
    const days = buckets[buckets.length - 1].last - first + 1;
    const x = (/** @type {number} */ day) => 8 + ((day - first) / days) * (width - 16);
    const root = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Timeline" });
    const base = height - AXIS - LANE * LANES;
    const { back, front } = brush({ x, first, days, width, base, top: 4, period: this.period, heard: this.heard.period, words: dayWords });
    root.append(hatchPattern(), ...this.grid(buckets, x, base, height, unit), back, ...this.bars(buckets, x, base), ...this.lanes(buckets, x, base), front);
    this.element.append(root);
    if (grip) /** @type {HTMLElement | null} */ (root.querySelector(`[data-grip="${grip}"]`))?.focus();
    const label = document.createElement("p");
    label.className = "timeline-span";
    label.textContent = `${monthWords(range.first, range.last)} · by ${unit}`;
    this.element.append(label);
  }

  empty() {
    const line = document.createElement("p");
    line.className = "timeline-empty";
    line.textContent = "No dated incident to show. Widen the filter, or look into “no date”.";
    this.element.append(line);
  }

  /** @param {import("./timescale.js").Bucket[]} buckets @param {(day: number) => number} x */
  grid(buckets, x, base, height, unit) {
    const parts = [svg("line", { class: "tl-base", x1: 0, x2: "100%", y1: base, y2: base })];
    const step = Math.ceil(buckets.length / Math.max(1, Math.floor(this.element.clientWidth / 64)));
    buckets.forEach((bucket, index) => {
      const [left, right] = [x(bucket.first), x(bucket.last + 1)];
      if (bucket.weekend) parts.unshift(svg("rect", { class: "tl-weekend", x: left, width: right - left, y: 0, height: base }));
      if (index % step === 0) {
        const at = unit === "day" ? (left + right) / 2 : left;
        parts.push(svg("text", { class: "tl-label", x: at, y: height - 6, "text-anchor": unit === "day" ? "middle" : "start" }, [bucket.label]));
      }
    });
    return parts;
  }

  /** @param {import("./timescale.js").Bucket[]} buckets @param {(day: number) => number} x @param {number} base */
  bars(buckets, x, base) {
    const groups = buckets.map((bucket) => this.incidents.filter((one) => inside(one, bucket)));
    const most = Math.max(1, ...groups.map((group) => amount(group, this.measure)));
    const parts = [];
    buckets.forEach((bucket, index) => {
      const group = groups[index];
      if (!group.length) return;
      const wide = x(bucket.last + 1) - x(bucket.first);
      const bar = Math.max(2, Math.min(34, wide * 0.62));
      const left = x(bucket.first) + (wide - bar) / 2;
      let y = base;
      const stack = svg("g", { class: "tl-bar", tabindex: "-1" });
      for (const family of FAMILIES) {
        const part = group.filter((one) => one.family === family);
        const size = (amount(part, this.measure) / most) * (base - TOP);
        if (!part.length || size <= 0) continue;
        y -= Math.max(2, size);
        stack.append(svg("rect", { class: `family-${family} ${part.every((one) => one.modality === "actual") ? "" : "ordered"}`, x: left, y, width: bar, height: Math.max(2, size) }));
      }
      const words = this.measure === "people" ? total(group.filter(isDone))?.words ?? "" : String(group.length);
      if (wide > 24 && words) stack.append(svg("text", { class: "tl-figure", x: left + bar / 2, y: y - 4, "text-anchor": "middle" }, [words]));
      stack.append(svg("title", {}, [`${bucket.first === bucket.last ? dayWords(bucket.first) : `${dayWords(bucket.first)} – ${dayWords(bucket.last)}`}: ${group.length} ${group.length === 1 ? "incident" : "incidents"}`]));
      this.link(stack, group);
      parts.push(stack);
    });
    return parts;
  }

  /** @param {import("./timescale.js").Bucket[]} buckets @param {(day: number) => number} x @param {number} base */
  lanes(buckets, x, base) {
    const open = this.incidents.filter((one) => !buckets.some((bucket) => inside(one, bucket)));
    open.sort((a, b) => dayOf(a.start ?? "") - dayOf(b.start ?? ""));
    const ends = new Array(LANES).fill(-Infinity);
    const parts = [];
    for (const one of open) {
      const [left, right] = [x(dayOf(one.start ?? "")), x(dayOf(one.end ?? one.start ?? "") + 1)];
      let lane = ends.findIndex((end) => end < left);
      if (lane < 0) lane = LANES - 1;
      ends[lane] = Math.max(ends[lane], right + 2);
      const bar = svg("g", { class: `tl-lane family-${one.family}` }, [
        svg("rect", { class: one.lasted ? "solid" : "within", x: left, y: base + 2 + lane * LANE, width: Math.max(3, right - left), height: LANE - 3 }),
        svg("title", {}, [`${one.label}: ${one.lasted ? "lasted" : "some time within"} ${one.when}`]),
      ]);
      this.link(bar, [one]);
      parts.push(bar);
    }
    return parts;
  }

  /** @param {SVGElement} element @param {Incident[]} group */
  link(element, group) {
    const ids = group.map((one) => one.id);
    element.addEventListener("pointerenter", () => this.heard.ring(ids));
    element.addEventListener("pointerleave", () => this.heard.ring([]));
    element.addEventListener("click", () => this.heard.open(ids[0]));
  }
}

/** @param {Incident} one @param {{first: number, last: number}} bucket */
function inside(one, bucket) {
  if (!one.start) return false;
  const last = isExactDay(one) ? dayOf(one.start) : dayOf(one.end ?? one.start);
  return dayOf(one.start) >= bucket.first && last <= bucket.last && !(one.lasted && !isExactDay(one));
}

function hatchPattern() {
  const line = svg("path", { d: "M-1,5 l6,-6 M3,7 l4,-4 M-2,2 l4,-4", class: "hatch-line" });
  return svg("defs", {}, [svg("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse" }, [line])]);
}
