// @ts-check
/** The map: honest shapes only. A section is a line, an area a hatched disc, an exact place a mark, a country nothing. */
import { baseMap } from "./basemap.js";
import { total } from "./incidents.js";
import { drawFlows, drawSections } from "./sections.js";
import { typeIcon } from "./svg.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {Record<string, {lines: [number, number][][], a: string, b: string, toward: Record<string, [number, number]>, name: string, km: number}>} Sections */

const CELL = 46;

export class IncidentMap {
  /** @param {any} map Leaflet's @param {{open: (id: number) => void, ring: (ids: number[]) => void, moved: (view: string) => void, border: (code: string) => void}} heard */
  constructor(map, heard) {
    this.map = map;
    this.heard = heard;
    /** @type {Incident[]} */
    this.incidents = [];
    /** @type {Sections} */
    this.sections = {};
    this.selected = /** @type {number | null} */ (null);
    map.createPane("marks").classList.add("marks-pane");
    map.getPane("marks").style.zIndex = "450";
    this.layer = L.layerGroup().addTo(map);
    this.rings = L.layerGroup().addTo(map);
    this.placed = new Map();
    baseMap(map);
    map.on("zoomend", () => this.draw());
    map.on("moveend", () => {
      const { lat, lng } = map.getCenter();
      heard.moved(`${map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
    });
  }

  /** @param {Incident[]} incidents @param {Sections} sections @param {number | null} selected */
  show(incidents, sections, selected) {
    [this.incidents, this.sections, this.selected] = [incidents, sections, selected];
    this.draw();
  }

  draw() {
    this.layer.clearLayers();
    this.placed.clear();
    const on = (/** @type {string} */ kind) => this.incidents.filter((one) => one.where.kind === kind);
    drawSections(this, on("section"));
    for (const one of on("circle")) this.area(one);
    this.marks([...on("point"), ...on("circle")]);
    drawFlows(this, this.incidents.filter((one) => one.border && one.from && one.to && this.sections[one.border]));
  }

  /** @param {Incident} one */
  area(one) {
    const at = [one.where.lat, one.where.lon];
    const disc = L.circle(at, { radius: (one.where.km ?? 25) * 1000, className: `area family-${one.family}`, interactive: true });
    disc.on("click", () => this.heard.open(one.id)).on("mouseover", () => this.heard.ring([one.id])).on("mouseout", () => this.heard.ring([]));
    this.layer.addLayer(disc);
  }

  /** Marks that would overlap stand together as one bubble with their exact number. @param {Incident[]} incidents */
  marks(incidents) {
    const cells = new Map();
    for (const one of incidents) {
      const point = this.map.latLngToLayerPoint([one.where.lat, one.where.lon]);
      const key = this.map.getZoom() >= 9 ? `${one.where.lat},${one.where.lon}` : `${Math.floor(point.x / CELL)},${Math.floor(point.y / CELL)}`;
      cells.set(key, [...(cells.get(key) ?? []), one]);
    }
    for (const group of cells.values()) {
      const [lat, lon] = ["lat", "lon"].map((name) => group.reduce((sum, one) => sum + one.where[name], 0) / group.length);
      this.mark([lat, lon], group);
    }
  }

  /** @param {[number, number]} at @param {Incident[]} group */
  mark(at, group) {
    const face = document.createElement("span");
    const one = group[0];
    if (group.length === 1) face.append(typeIcon(one.type, one.family, 16));
    else face.textContent = group.length.toLocaleString("en-GB");
    face.className = group.length === 1 ? `mark ${one.where.kind} ${one.modality}` : "bubble";
    const icon = L.divIcon({ html: face, className: "mark-holder", iconSize: [28, 28] });
    const words = group.length === 1 ? `${one.label}, ${one.when}, ${one.place}` : `${group.length} incidents: zoom in`;
    const marker = L.marker(at, { icon, title: words, alt: words, keyboard: true, pane: "marks" });
    const ids = group.map((each) => each.id);
    marker.on("mouseover", () => this.heard.ring(ids)).on("mouseout", () => this.heard.ring([]));
    marker.on("click", () => {
      if (group.length === 1 || this.map.getZoom() >= 9) return this.heard.open(ids[0]);
      const bounds = L.latLngBounds(group.map((each) => [each.where.lat, each.where.lon])).pad(0.3);
      this.map.fitBounds(bounds, { maxZoom: 10, animate: false });
    });
    this.layer.addLayer(marker);
    for (const id of ids) this.placed.set(id, at);
  }

  /** Rings on whatever stands for these incidents. @param {number[]} ids */
  ring(ids) {
    this.rings.clearLayers();
    for (const id of new Set([...ids, ...(this.selected ? [this.selected] : [])])) {
      const at = this.placed.get(id);
      if (at) this.rings.addLayer(L.circleMarker(at, { radius: 17, className: "ring", interactive: false }));
    }
  }

  /** Show all that has a place; leaves the view alone when nothing has one. */
  fit() {
    const points = [];
    for (const one of this.incidents) {
      if (one.where.kind === "section") for (const line of this.sections[one.border]?.lines ?? []) points.push(...line);
      else if (one.where.lat !== undefined) points.push([one.where.lat, one.where.lon]);
    }
    if (points.length) this.map.fitBounds(L.latLngBounds(points).pad(0.08), { maxZoom: 8, animate: false });
  }

  /** @param {Incident[]} group @returns {string} */
  sum(group) {
    return total(group)?.words ?? "";
  }
}
