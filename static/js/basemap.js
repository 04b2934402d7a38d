// @ts-check
/** The offline base map: land, lakes, rivers, borders, provinces and labels at three levels of detail, from our own files. */
import { drawLabels, loadLabels } from "./labels.js";

const root = document.querySelector("[data-geo-root]");
const GEO = /** @type {HTMLElement} */ (root)?.dataset.geoRoot ?? "/static/geo/";
const DETAIL_ZOOM = 7;

/** Coordinates are deltas of whole numbers, longitude first. @param {number[]} flat @param {number} scale @returns {[number, number][]} */
function decode(flat, scale) {
  let [x, y] = [0, 0];
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([y / scale, x / scale]);
  }
  return points;
}

const files = new Map();
/** @param {string} name @returns {Promise<any>} */
function file(name) {
  if (!files.has(name)) {
    files.set(name, fetch(GEO + name).then((answer) => {
      if (!answer.ok) throw new Error(`base map: ${name} answered ${answer.status}`);
      return answer.json();
    }));
  }
  return files.get(name);
}

/** Canvas knows no style sheet, so the tokens are read from the page. @param {string} name */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A colour of the theme as the canvas wants it: light-dark() must be resolved by the browser first. @param {string} name */
function colour(name) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  return seen || token(name);
}

class BaseMap {
  /** @param {any} map @param {() => import("./boxes.js").Boxes} taken where incidents stand, which no name may cover @param {(kinds: Set<string>) => void} named told of the kinds of places that have names now */
  constructor(map, taken, named) {
    [this.map, this.taken, this.named] = [map, taken, named];
    /** @type {any[]} */
    this.details = [];
    map.createPane("base").style.zIndex = "150";
    map.createPane("labels").style.zIndex = "420";
    map.getPane("labels").style.pointerEvents = "none";
    this.renderer = L.canvas({ pane: "base", padding: 0.3 });
    this.layers = new Map();
    this.labels = L.layerGroup([], { pane: "labels" }).addTo(map);
    map.on("moveend", () => this.update());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    new MutationObserver(() => this.repaint()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.update();
  }

  repaint() {
    for (const layer of this.layers.values()) layer.remove();
    this.layers.clear();
    this.update();
  }

  /** The names of the files that the present view needs. */
  async wanted() {
    const zoom = this.map.getZoom();
    const names = [zoom <= 3 ? "world-0.json" : "world-1.json"];
    if (zoom < DETAIL_ZOOM) return names;
    const boxes = await file("detail/index.json");
    const view = this.map.getBounds();
    for (const [code, [west, south, east, north]] of Object.entries(boxes)) {
      if (view.intersects([[south, west], [north, east]])) names.push(`detail/${code}.json`);
    }
    return names;
  }

  async update() {
    const names = await this.wanted();
    const parts = await Promise.all(names.map(async (name) => [name, await file(name)]));
    for (const [name, layer] of this.layers) {
      if (!names.includes(name)) { layer.remove(); this.layers.delete(name); }
    }
    const drawn = new Set();
    for (const [name, part] of parts) {
      if (!this.layers.has(name)) this.layers.set(name, this.layerOf(part, name.startsWith("detail/"), drawn).addTo(this.map));
    }
    this.details = parts.filter(([name]) => name.startsWith("detail/")).map(([, part]) => part);
    await this.relabel();
  }

  async relabel() {
    this.named(drawLabels(this.map, this.labels, await loadLabels(file), this.details, this.taken().copy()));
  }

  /** @param {any} part @param {boolean} detail @param {Set<string>} drawn border codes that stand already */
  layerOf(part, detail, drawn) {
    const base = { renderer: this.renderer, pane: "base", interactive: false };
    const lines = (/** @type {number[][]} */ flat) => flat.map((line) => decode(line, part.scale));
    const group = L.layerGroup();
    const land = colour("--land");
    group.addLayer(L.polygon(lines(part.land), { ...base, stroke: false, fillColor: land, fillOpacity: 1, fillRule: "evenodd" }));
    if (part.lakes) group.addLayer(L.polygon(lines(part.lakes), { ...base, stroke: false, fillColor: colour("--water"), fillOpacity: 1 }));
    if (part.rivers) group.addLayer(L.polyline(lines(part.rivers), { ...base, color: colour("--river"), weight: 1 }));
    if (part.admin1) group.addLayer(L.polyline(lines(part.admin1), { ...base, color: colour("--boundary"), weight: 0.6, opacity: 0.6 }));
    for (const border of part.borders) {
      if (detail && drawn.has(border.c)) continue;
      drawn.add(border.c);
      group.addLayer(L.polyline(lines(border.l), { ...base, color: colour("--boundary"), weight: 1.2, dashArray: border.d ? "5 4" : undefined }));
    }
    return group;
  }
}

/** @param {any} map Leaflet's @param {() => import("./boxes.js").Boxes} taken @param {(kinds: Set<string>) => void} [named] */
export const baseMap = (map, taken, named = () => {}) => new BaseMap(map, taken, named);
