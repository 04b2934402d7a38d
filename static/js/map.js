// @ts-check
/** The map: honest shapes only. A section is a line, an area a hatched disc, an exact place a mark, a country nothing. */
import { baseMap } from "./basemap.js";
import { Boxes } from "./boxes.js";
import { fitControl } from "./controls.js";
import { lengthOf, pointOn } from "./flows.js";
import { groupBy } from "./incidents.js";
import { drawLegend } from "./legend.js";
import { drawMarks } from "./marks.js";
import { drawChosen, drawFlows, drawPlacedFlows, drawSection, flagSection, pixels, SHORTEST } from "./sections.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {Record<string, {lines: [number, number][][], toward: Record<string, [number, number]>, name: string, km: number}>} Sections */
/** @typedef {{open: (id: number) => void, ring: (ids: number[]) => void, moved: (view: string) => void, border: (code: string) => void, flow: (border: string, from: string, to: string) => void}} Heard */

/** An area that its own mark would cover needs no disc. */
const SMALLEST_AREA = 12;

export class IncidentMap {
  /** @param {any} map Leaflet's @param {Heard} heard @param {HTMLElement | null} legend */
  constructor(map, heard, legend) {
    [this.map, this.heard, this.legend] = [map, heard, legend];
    /** @type {Incident[]} */
    this.incidents = [];
    /** @type {Sections} */
    this.sections = {};
    this.chosenBorder = "";
    this.selected = /** @type {number | null} */ (null);
    map.createPane("marks").style.zIndex = "450";
    this.layer = L.layerGroup().addTo(map);
    this.rings = L.layerGroup().addTo(map);
    /** What stands for an incident. @type {Map<number, {at?: any, path?: any}>} */
    this.stands = new Map();
    this.taken = new Boxes();
    /** Incidents with a mark of their own. @type {Set<number>} */
    this.single = new Set();
    /** @type {Set<string>} */
    this.shown = new Set();
    /** @type {Set<string>} */
    this.named = new Set();
    this.base = baseMap(map, () => this.taken, (kinds) => { this.named = kinds; this.explain(); });
    fitControl(map, () => this.fit());
    map.on("moveend", () => {
      if (!this.seen || !map.getBounds().equals(this.seen)) this.draw();
      const { lat, lng } = map.getCenter();
      heard.moved(`${map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
    });
  }

  /** @param {Incident[]} incidents @param {Sections} sections @param {number | null} selected @param {string} chosenBorder */
  show(incidents, sections, selected, chosenBorder) {
    Object.assign(this, { incidents, sections, selected, chosenBorder });
    this.draw();
    this.base.relabel();
  }

  draw() {
    this.seen = this.map.getBounds();
    this.layer.clearLayers();
    this.stands.clear();
    this.shown.clear();
    this.single.clear();
    this.taken = new Boxes();
    for (const panel of this.panels()) this.taken.add(panel);
    const bySection = groupBy(this.incidents.filter((one) => one.where.kind === "section" && this.sections[one.border]), (one) => one.border);
    const lines = new Map([...bySection.keys()].map((code) => [code, pixels(this, code)]));
    const isLong = (/** @type {string} */ code) => lengthOf(lines.get(code) ?? []) >= SHORTEST;
    const placed = this.incidents.filter((one) => one.where.lat !== undefined && one.where.lat !== null);
    for (const [code, group] of bySection) if (isLong(code)) drawSection(this, code, group, lines.get(code) ?? []);
    if (this.sections[this.chosenBorder] && !bySection.has(this.chosenBorder)) drawChosen(this);
    const wide = this.pixelsPerKm();
    for (const one of placed) if (one.where.kind === "circle" && (one.where.km ?? 25) * wide > SMALLEST_AREA) this.area(one);
    const small = [...bySection].filter(([code]) => !isLong(code)).flatMap(([code, group]) => {
      const { lat, lng } = this.map.layerPointToLatLng(pointOn(lines.get(code) ?? [], 0.5));
      return group.map((one) => ({ one, lat, lon: lng, small: true }));
    });
    drawMarks(this, [...placed.map((one) => ({ one, lat: one.where.lat ?? 0, lon: one.where.lon ?? 0, small: false })), ...small]);
    drawPlacedFlows(this, placed.filter((one) => this.single.has(one.id)));
    for (const [code, group] of bySection) if (isLong(code)) drawFlows(this, code, group, lines.get(code) ?? []);
    for (const [code, group] of bySection) if (isLong(code)) flagSection(this, group, lines.get(code) ?? [], code);
    if (this.incidents.some((one) => one.modality === "denied" || one.modality === "hypothetical")) this.shown.add("unreal");
    this.explain();
    this.ring([]);
  }

  explain() {
    if (this.legend) drawLegend(this.legend, new Set([...this.shown, ...this.named]));
  }

  /** What floats over the map, where a flag could not be read. @returns {import("./boxes.js").Box[]} */
  panels() {
    const { x, y } = this.map.containerPointToLayerPoint([0, 0]);
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const floating = this.map.getContainer().parentElement.querySelectorAll(".leaflet-bar, [data-legend], .map-drawers li, .map-credit");
    return [...floating].map((each) => each.getBoundingClientRect()).filter((box) => box.width).map((box) => [x + box.left - left - 4, y + box.top - top - 4, x + box.right - left + 4, y + box.bottom - top + 4]);
  }

  /** @param {import("./boxes.js").Box} box @returns {boolean} */
  isInside([left, top, right, bottom]) {
    const [a, b] = [this.map.containerPointToLayerPoint([0, 0]), this.map.containerPointToLayerPoint(this.map.getSize())];
    return left > a.x + 4 && right < b.x - 4 && top > a.y + 4 && bottom < b.y - 4;
  }

  /** @returns {number} in the middle of the view */
  pixelsPerKm() {
    const { lat, lng } = this.map.getCenter();
    return Math.abs(this.map.latLngToLayerPoint([lat, lng]).y - this.map.latLngToLayerPoint([lat + 1, lng]).y) / 111;
  }

  /** @param {Incident} one */
  area(one) {
    const disc = L.circle([one.where.lat, one.where.lon], { radius: (one.where.km ?? 25) * 1000, className: `area hatched family-${one.family} ${one.modality}`, bubblingMouseEvents: false });
    this.hear(disc, [one.id], () => this.heard.open(one.id));
    this.layer.addLayer(disc);
    this.shown.add("circle");
  }

  /** Hovering rings, a click acts: the same for every shape. @param {any} shape @param {number[]} ids @param {() => void} click */
  hear(shape, ids, click) {
    shape.on("click", click).on("mouseover", () => this.heard.ring(ids)).on("mouseout", () => this.heard.ring([]));
  }

  /** Rings on whatever stands for these incidents. @param {number[]} ids */
  ring(ids) {
    this.rings.clearLayers();
    for (const { path } of this.stands.values()) path?.getElement()?.classList.remove("lit");
    for (const id of new Set([...ids, ...(this.selected ? [this.selected] : [])])) {
      const { at, path } = this.stands.get(id) ?? {};
      path?.getElement()?.classList.add("lit");
      if (at) this.rings.addLayer(L.circleMarker(at, { radius: 18, className: "ring", interactive: false }));
    }
  }

  /** Show all that has a place; leaves the view alone when nothing has one. */
  fit() {
    this.fitTo(this.incidents, 8);
  }

  /** @param {Incident[]} incidents @param {number} maxZoom */
  fitTo(incidents, maxZoom) {
    const points = [];
    for (const one of incidents) {
      if (one.where.kind === "section") for (const line of this.sections[one.border]?.lines ?? []) points.push(...line);
      else if (one.where.lat !== undefined && one.where.lat !== null) points.push([one.where.lat, one.where.lon]);
    }
    if (points.length) this.map.fitBounds(L.latLngBounds(points), { maxZoom, animate: false, paddingTopLeft: [48, 56], paddingBottomRight: [48, 40] });
  }
}
