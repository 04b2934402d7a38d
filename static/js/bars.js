// @ts-check
/** The marks of the timeline: stacked bars on one baseline for known days, hatched lanes below it for "some time within". */
import { counted, isExactDay, plural, total } from "./incidents.js";
import { svg } from "./svg.js";
import { periodWords } from "./timescale.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./timescale.js").Bucket} Bucket */
/** @typedef {{x: (day: number) => number, base: number, top: number, width: number, measure: string, link: (element: SVGElement, group: Incident[]) => void}} Frame */

const FAMILIES = ["movement", "force", "control", "crime", "deaths", "talk", "other"];
export const LANE = 13;
export const LANES = 2;

/** People are counted where they did move; an order moves nobody yet. @param {Incident} one */
const isDone = (one) => one.modality === "actual";

/** @param {Incident[]} group @param {string} measure "incidents" or "people" */
const amount = (group, measure) => (measure === "people" ? total(group.filter(isDone))?.low ?? 0 : group.length);

/** The incidents of each bucket, and those that fit in none. @param {Incident[]} incidents @param {Bucket[]} buckets */
export function sorted(incidents, buckets) {
  /** @type {Incident[][]} */
  const groups = buckets.map(() => []);
  const open = [];
  for (const one of incidents) {
    let [low, high] = [0, buckets.length - 1];
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if (buckets[half].first <= (one.first ?? 0)) low = half;
      else high = half - 1;
    }
    const bucket = buckets[low];
    const fits = (one.first ?? 0) >= bucket.first && (one.last ?? 0) <= bucket.last && (isExactDay(one) || !one.lasted);
    if (fits) groups[low].push(one);
    else if ((one.last ?? 0) >= buckets[0].first && (one.first ?? 0) <= buckets[buckets.length - 1].last) open.push(one);
  }
  return { groups, open };
}

/** The highest bar, rounded up to a number that makes a good axis. @param {Incident[][]} groups @param {string} measure */
export function ceiling(groups, measure) {
  const most = groups.reduce((high, group) => Math.max(high, amount(group, measure)), 0);
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  return (size > 1 ? [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10] : [4, 6, 8, 10]).map((step) => step * size).find((value) => value >= most) ?? most;
}

/** @param {Incident[][]} groups @param {Bucket[]} buckets @param {Frame} frame @param {number} most */
export function bars(groups, buckets, frame, most) {
  const { x, base, top, measure } = frame;
  return groups.flatMap((group, index) => {
    if (!group.length) return [];
    const [first, last] = [buckets[index].first, buckets[index].last];
    const wide = x(last + 1) - x(first);
    const bar = Math.max(2, Math.min(34, wide * 0.62));
    const left = x(first) + (wide - bar) / 2;
    const stack = svg("g", { class: "tl-bar", "data-first": first, "data-last": last });
    let y = base;
    for (const family of FAMILIES) {
      for (const part of [group.filter((one) => one.family === family && isDone(one)), group.filter((one) => one.family === family && !isDone(one))]) {
        const size = (amount(part, measure) / most) * (base - top);
        if (!part.length || size <= 0) continue;
        const tall = Math.max(3, size);
        y -= tall;
        stack.append(svg("rect", { class: `family-${family} ${isDone(part[0]) ? "done" : "ordered"}`, x: left, y, width: bar, height: tall }));
      }
    }
    const words = measure === "people" ? total(group.filter(isDone))?.words ?? "" : counted(group.length);
    if (words && wide > 7 * words.length) stack.append(svg("text", { class: "tl-figure", x: left + bar / 2, y: y - 4, "text-anchor": "middle" }, [words]));
    stack.append(svg("title", {}, [`${periodWords(first, last)}: ${plural(group.length, "incident")}`]));
    frame.link(stack, group);
    return [stack];
  });
}

/** @param {Incident[]} open @param {Frame} frame */
export function lanes(open, frame) {
  const { x, base, width } = frame;
  const ends = new Array(LANES).fill(-Infinity);
  let more = 0;
  const parts = [];
  for (const one of open.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0))) {
    const [left, right] = [Math.max(0, x(one.first ?? 0)), Math.min(width, x((one.last ?? 0) + 1))];
    const lane = ends.findIndex((end) => end < left);
    if (lane < 0) { more += 1; continue; }
    const words = `${one.label}${one.figure ? ` ${one.figure}` : ""}`;
    const y = base + 4 + lane * LANE;
    const wide = Math.max(4, right - left);
    const room = right + words.length * 6.5 + 8 < width;
    const bar = svg("g", { class: `tl-lane family-${one.family}`, "data-first": one.first ?? 0, "data-last": one.last ?? 0 }, [
      svg("rect", { class: one.lasted ? "solid" : "within hatched", x: left, y, width: wide, height: LANE - 4 }),
      svg("title", {}, [`${one.label}: ${one.lasted ? `lasted ${one.when}` : one.when}`]),
    ]);
    if (room) bar.append(svg("text", { class: "tl-lane-label", x: right + 5, y: y + LANE - 5 }, [words]));
    ends[lane] = room ? right + words.length * 6.5 + 12 : right + 3;
    frame.link(bar, [one]);
    parts.push(bar);
  }
  if (more) parts.push(svg("text", { class: "tl-lane-label", x: width - 4, y: base + LANE * LANES + 1, "text-anchor": "end" }, [`+ ${more} more`]));
  return parts;
}
