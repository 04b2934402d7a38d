// @ts-check
/** The offline base map: land, lakes, rivers, borders, provinces and labels at three levels of detail, from our own files. */
import { decode, fill, stroke } from "./ground.js";
import { drawLabels, drawSides, labelsOf } from "./labels.js";
import { Overlay } from "./overlay.js";
import { colour, onTheme } from "./theme.js";

/** @typedef {import("./ground.js").Path} Path */
/** @typedef {{land: Path[], lakes: Path[], rivers: Path[], admin1: Path[], borders: {code: string, disputed: boolean, paths: Path[]}[], places: any[], isDetail: boolean, country: string}} Part */

const root = document.querySelector("[data-geo-root]");
const GEO = /** @type {HTMLElement} */ (root)?.dataset.geoRoot ?? "/static/geo/";
const DETAIL_ZOOM = 7;
const [BROKEN, ADMIN] = [[5, 4], { width: 0.6, opacity: 0.6 }];

const files = new Map();
/** Each file is fetched and read once. @template T @param {string} name @param {(told: any) => T} read @returns {Promise<T>} */
function file(name, read) {
  if (!files.has(name)) {
    files.set(name, fetch(GEO + name).then(async (answer) => {
      if (!answer.ok) throw new Error(`base map: ${name} answered ${answer.status}`);
      return read(await answer.json());
    }));
  }
  return files.get(name);
}

/** @param {string} name @returns {Promise<Part>} */
const partOf = (name) => file(name, (told) => {
  const lines = (/** @type {number[][]} */ flat) => (flat ?? []).map((line) => decode(line, told.scale));
  return {
    land: lines(told.land), lakes: lines(told.lakes), rivers: lines(told.rivers), admin1: lines(told.admin1), places: told.places ?? [], isDetail: name.startsWith("detail/"), country: /^detail\/(\w+)/.exec(name)?.[1] ?? "",
    borders: told.borders.map((/** @type {any} */ one) => ({ code: one.c, disputed: !!one.d, paths: lines(one.l) })),
  };
});

class BaseMap {
  /** @param {any} map @param {() => import("./boxes.js").Boxes} taken where incidents stand, which no name may cover @param {(kinds: Set<string>) => void} named told of the kinds of places that have names now @param {() => import("./sides.js").Side[]} sides where the countries of the chosen border may be named */
  constructor(map, taken, named, sides) {
    [this.map, this.taken, this.named, this.sides] = [map, taken, named, sides];
    /** @type {Part[]} */
    this.parts = [];
    map.createPane("base").style.zIndex = "150";
    map.createPane("labels").style.zIndex = "420";
    map.getPane("labels").style.pointerEvents = "none";
    this.overlay = new Overlay(map, "base", { room: 0.3, live: false }, (context, frame) => this.paint(context, frame));
    /** Pictures of a tile server have names of their own; crossing points they do not know. */
    this.hasTiles = !!map.options.djoptions?.layers?.length;
    this.labels = L.layerGroup([], { pane: "labels" }).addTo(map);
    map.on("moveend", () => this.update());
    onTheme((isPaper) => (isPaper ? this.overlay.print() : this.overlay.draw()));
    this.update();
  }

  /** The names of the files that the present view needs. */
  async wanted() {
    const zoom = this.map.getZoom();
    const names = [zoom <= 3 ? "world-0.json" : "world-1.json"];
    if (zoom < DETAIL_ZOOM) return names;
    const boxes = await file("detail/index.json", (told) => told);
    const view = this.map.getBounds();
    for (const [code, [west, south, east, north]] of Object.entries(boxes)) {
      if (view.intersects([[south, west], [north, east]])) names.push(`detail/${code}.json`);
    }
    return names;
  }

  async update() {
    const names = await this.wanted();
    this.wants = names.join();
    const parts = await Promise.all(names.map(partOf));
    if (this.wants !== names.join()) return;
    if (names.join() !== this.drawn) {
      [this.parts, this.drawn] = [parts, names.join()];
      this.overlay.draw();
      performance.mark("ground");
    }
    await this.relabel();
  }

  async relabel() {
    const details = this.parts.filter((part) => part.isDetail);
    const names = this.hasTiles ? [] : await file("labels.json", labelsOf);
    const places = details.flatMap((part) => part.places.map(([name, lat, lon, rank, kind]) => ({ name, lat, lon, rank, kind })));
    const kept = this.hasTiles ? places.filter((one) => one.kind === "crossing") : places;
    const taken = this.taken().copy();
    this.labels.clearLayers();
    const beside = drawSides(this.map, this.labels, this.hasTiles ? [] : this.sides(), (code) => details.find((part) => part.country === code)?.land ?? [], taken);
    this.named(drawLabels(this.map, this.labels, [...names, ...kept], taken, beside));
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./overlay.js").Frame} frame */
  paint(context, frame) {
    context.setTransform(frame.scale, 0, 0, frame.scale, 0, 0);
    const boundary = colour("--boundary");
    for (const part of this.parts) {
      fill(context, frame, part.land, colour("--land"));
      fill(context, frame, part.lakes, colour("--water"));
      stroke(context, frame, part.rivers, { colour: colour("--river"), width: 1 });
      stroke(context, frame, part.admin1, { colour: boundary, ...ADMIN });
    }
    // Over all land, for the next country's would cover them; each once, as fine as it is at hand.
    const borders = [...new Map(this.parts.flatMap((part) => part.borders.map((one) => [one.code, one]))).values()];
    for (const disputed of [false, true]) stroke(context, frame, borders.filter((one) => one.disputed === disputed).flatMap((one) => one.paths), { colour: boundary, width: 1.2, dash: disputed ? BROKEN : [] });
  }
}

/** @param {any} map Leaflet's @param {() => import("./boxes.js").Boxes} taken @param {(kinds: Set<string>) => void} named @param {() => import("./sides.js").Side[]} sides */
export const baseMap = (map, taken, named, sides) => new BaseMap(map, taken, named, sides);
