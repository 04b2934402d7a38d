// @ts-check
/** Border sections on the map: the stretch thickened by how much is known only of it, a flag, and the flows that cross it. */
import { changedFlows, changeWords } from "./compare.js";
import { pixels } from "./courses.js";
import { flowOf } from "./fewset.js";
import { flowAt } from "./flowshapes.js";
import { lengthOf, nearest, pointOn, widthFor } from "./flows.js";
import { counted, groupBy, plural } from "./incidents.js";
import { byDay } from "./nights.js";
import { across, down } from "./overlay.js";
import { Washes } from "./washes.js";

/** @typedef {import("./picture.js").Flow & {change?: number, before?: string, span?: [number, number]}} Flow with how it differs from another period, or the first and last day of a part of it */
/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./map.js").IncidentMap} IncidentMap */
/** @typedef {import("./map.js").Pointed} Pointed */

/** Shorter than this on screen, a section is no stretch that one could point at. */
const SHORTEST = 260;
/** Each arrow of several days wants so many pixels of the line. */
const WIDE = 100;
/** An area wider than this, in km, says nothing of where on the line somebody crossed. */
const NEAR = 30;

const keyOf = (/** @type {string} */ code, /** @type {{from: string, to: string}} */ { from, to }, /** @type {number[]} */ span = []) => [code, from, to, ...span].join(" ");
const sum = (/** @type {Flow[]} */ flows) => flows.reduce((total, one) => total + one.n, 0);

export class Sections {
  /** @param {IncidentMap} view */
  constructor(view) {
    this.view = view;
    /** @type {Map<string, {flows: Flow[], line: any[]}>} */
    this.long = new Map();
    /** What lights up for a section or one of its flows. @type {Map<string, any>} */
    this.paths = new Map();
    this.washes = new Washes(view);
  }

  /** The lines of all long sections; the short ones are given back, to be counted. @returns {import("./marks.js").Small[]} */
  drawLines() {
    const { view } = this;
    this.long.clear();
    this.paths.clear();
    const flows = view.other ? changedFlows(view.picture?.sections ?? [], view.other.sections) : view.picture?.sections ?? [];
    const known = flows.filter((one) => view.shapes[one.border]);
    const most = Math.max(1, ...[...groupBy(known, (one) => one.border).values()].map(sum));
    const small = [];
    for (const [code, some] of groupBy(known, (one) => one.border)) {
      const line = pixels(view, code);
      this.wash(code, some, most, lengthOf(line) >= SHORTEST);
      if (lengthOf(line) >= SHORTEST) this.long.set(code, { flows: some, line });
      else small.push(this.counted(code, some, line));
    }
    this.washes.drop(this.paths);
    if (view.shapes[view.chosenBorder]) view.layer.addLayer(L.polyline(view.shapes[view.chosenBorder].lines, { className: "section-line", weight: 3, interactive: false }));
    for (const { line } of this.long.values()) view.taken.addLine(line, 9);
    return small;
  }

  /** The heat of a section: the wider and darker, the more is known only of it. @param {string} code @param {Flow[]} flows @param {number} most @param {boolean} isLong */
  wash(code, flows, most, isLong) {
    const { view } = this;
    const { name, km } = view.shapes[code];
    const change = view.other ? ` (${changeWords(sum(flows), sum(flows) - flows.reduce((total, one) => total + (one.change ?? 0), 0))})` : "";
    const words = `${name}, ${counted(km)} km: ${plural(sum(flows), "incident")}${change} known only as this section`;
    this.paths.set(code, this.washes.put(code, Math.sqrt(sum(flows) / most), isLong, words));
    view.shown.add("section");
  }

  /** @param {string} code @param {Flow[]} flows @param {any[]} line */
  counted(code, flows, line) {
    const { lat, lng } = this.view.map.layerPointToLatLng(pointOn(line, 0.5));
    const change = this.view.other ? flows.reduce((total, one) => total + (one.change ?? 0), 0) : null;
    return { lat, lon: lng, flows, name: this.view.shapes[code].name, x: across(lng), y: down(lat), n: sum(flows), rough: 0, family: Object.keys(flows[0].families)[0] ?? "other", section: true, change, codes: [code] };
  }

  drawFlows() {
    for (const [code, { flows, line }] of this.long) {
      this.moving(code, flows.filter((one) => one.from && one.to), line);
      this.still(code, flows.filter((one) => !(one.from && one.to)), line);
    }
  }

  /** One flow a direction, or one a day where that is few: about the section's middle, because no place was named; its foot spreads. @param {string} code @param {Flow[]} flows @param {any[]} line */
  moving(code, flows, line) {
    const sorted = flows.toSorted((a, b) => (b.low ?? 0) - (a.low ?? 0));
    const days = sorted.flatMap((flow) => byDay(flow, this.view.picture?.rows ?? []));
    const inTime = days.length > flows.length && lengthOf(line) > days.length * WIDE;
    const parts = inTime ? days : sorted;
    const room = Math.min(inTime ? 0.9 / parts.length : 0.3, (inTime ? 150 : 170) / lengthOf(line));
    const shares = new Map(parts.map((flow, index) => [flow, 0.5 + room * (inTime ? index - (parts.length - 1) / 2 : (index % 2 ? 1 : -1) * Math.ceil(index / 2))]));
    // The largest first, while there is room for its flag.
    parts.toSorted((a, b) => (b.low ?? 0) - (a.low ?? 0)).forEach((flow) => {
      const share = shares.get(flow) ?? 0.5;
      const spread = Math.min(lengthOf(line) * (inTime ? 0.06 : 0.12), 26 + widthFor(flow.low ?? 0) * 2.2);
      const body = flowAt(this.view, flow, line, Math.min(0.95, Math.max(0.05, share)), spread, "no place named");
      this.paths.set(keyOf(code, flow, flow.span), body);
    });
  }

  /** What happened on a section without moving across it: one flag with a symbol per type. @param {string} code @param {Flow[]} flows @param {any[]} line */
  still(code, flows, line) {
    const { view } = this;
    const [flow] = flows;
    if (!flow || !sum(flows)) return;
    const types = Object.entries(flow.types).sort(([, a], [, b]) => b - a);
    const own = (view.picture?.rows ?? []).filter((one) => one.where.kind === "section" && one.border === code && !(one.from && one.to));
    const wordsOf = (/** @type {string} */ type, /** @type {number} */ count) => (count > 1 ? counted(count) : own.find((one) => one.type === type)?.figure ?? "");
    const kinds = types.slice(0, 4).map(([type, count]) => ({ type, family: view.heard.types.find((one) => one.code === type)?.family ?? "other", words: wordsOf(type, count) }));
    const words = types.map(([type, n]) => `${n > 1 ? `${n} × ` : ""}${view.heard.types.find((one) => one.code === type)?.label ?? type}`);
    const click = flow.n === 1 ? () => view.heard.open(flow.ids[0]) : () => view.heard.border(code);
    const test = (/** @type {Pointed} */ one) => one.where.kind === "section" && one.border === code && !(one.from && one.to);
    const spots = [0.78, 0.7, 0.86, 0.62, 0.3, 0.2].map((share) => pointOn(line, share));
    view.wanted.push({ spots, weight: -1, border: code, kinds, title: `${words.join(", ")}; no place named`, family: "", test, click });
  }

  /** What stands for these incidents lights up: the flow, else the whole section. @param {Pointed[]} pointed */
  light(pointed) {
    const keyFor = (/** @type {Pointed} */ one) => [keyOf(one.border, one, [one.first ?? 0, one.last ?? 0]), keyOf(one.border, one)].find((key) => this.paths.has(key)) ?? one.border;
    const keys = new Set(pointed.filter((one) => one.where.kind === "section").map(keyFor));
    for (const [key, path] of this.paths) path.getElement()?.classList.toggle("lit", keys.has(key));
  }
}

/** A flow whose place is known crosses the line next to it. @param {IncidentMap} view @param {Incident[]} incidents */
export function drawPlacedFlows(view, incidents) {
  for (const one of incidents) {
    if (!one.from || !one.to || one.modality !== "actual" || !view.shapes[one.border]) continue;
    const line = pixels(view, one.border);
    const { share, away } = nearest(line, view.map.latLngToLayerPoint([one.where.lat, one.where.lon]));
    if (away < 90 && (one.where.km ?? 0) <= NEAR && lengthOf(line) > SHORTEST) flowAt(view, flowOf([one]), line, share, 0, one.place);
  }
}
