// @ts-check
/** The map: honest shapes only. A section is a line, an area a hatched disc, an exact place a mark, a country nothing. */
import { baseMap } from "./basemap.js";
import { Boxes } from "./boxes.js";
import { fitControl, fitTo } from "./controls.js";
import { placeFlags } from "./flags.js";
import { drawLegend } from "./legend.js";
import { drawMarks } from "./marks.js";
import { Rings } from "./rings.js";
import { drawPlacedFlows, Sections } from "./sections.js";
import { sidesOf } from "./sides.js";
import { Spots } from "./spots.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {{id: number, first: number | null, last: number | null, where: Incident["where"], border: string, from: string, to: string}} Pointed what of an incident others need to find it */
/** @typedef {{open: (id: number) => void, point: (test: ((one: Pointed) => boolean) | null, days?: [number, number]) => void, dot: (dot: Pointed | null) => void, moved: (view: string) => void, border: (code: string) => void, flow: (border: string, from: string, to: string) => void, borderPage?: (code: string) => string, families: string[], types: {code: string, label: string, family: string}[], dots: (view: string) => Promise<ArrayBuffer>}} Heard */

/** An area that its own mark would cover needs no disc. */
const SMALLEST_AREA = 12;

export class IncidentMap {
  /** @param {any} map Leaflet's @param {Heard} heard @param {HTMLElement | null} legend */
  constructor(map, heard, legend) {
    [this.map, this.heard, this.legend] = [map, heard, legend];
    /** @type {Picture | null} */
    this.picture = null;
    /** @type {Picture | null} */
    this.other = null;
    /** @type {import("./picture.js").Shapes} */
    this.shapes = {};
    this.chosenBorder = "";
    this.selected = /** @type {Pointed | null} */ (null);
    map.createPane("spots").style.zIndex = "430";
    map.getPane("spots").style.pointerEvents = "none";
    map.createPane("marks").style.zIndex = "450";
    this.layer = L.layerGroup().addTo(map);
    this.rings = new Rings(this);
    this.spots = new Spots(this);
    this.sections = new Sections(this);
    /** Where the mark of an incident stands. @type {Map<number, [number, number]>} */
    this.stands = new Map();
    this.taken = new Boxes();
    /** Flags to be placed once every shape stands. @type {import("./flags.js").Words[]} */
    this.wanted = [];
    /** Incidents with a mark of their own. @type {Set<number>} */
    this.single = new Set();
    /** @type {Set<string>} */
    this.shown = new Set();
    /** Borders with a flag that leads to their page. @type {Set<string>} */
    this.linked = new Set();
    /** @type {Set<string>} */
    this.named = new Set();
    this.explained = "";
    this.base = baseMap(map, () => this.taken, (kinds) => { this.named = kinds; if (this.explain() && this.picture) this.draw(true); }, () => sidesOf(this));
    fitControl(map, () => this.fit());
    map.on("moveend", () => {
      if (this.picture && !map.getBounds().equals(this.seen)) this.draw();
      heard.moved(this.place());
    });
  }

  /** @returns {string} zoom and middle, as the URL says them */
  place() {
    const { lat, lng } = this.map.getCenter();
    return `${this.map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`;
  }

  /** @param {Picture} picture @param {Picture | null} other of the period it is compared with @param {import("./picture.js").Shapes} shapes @param {Pointed | null} selected @param {string} chosenBorder */
  show(picture, other, shapes, selected, chosenBorder) {
    Object.assign(this, { picture, other, shapes, selected, chosenBorder });
    this.spots.show(picture, other);
    this.draw();
    this.base.relabel();
  }

  /** Flags keep off the legend, whose size is known once it says what is drawn. @param {boolean} [isAgain] */
  draw(isAgain = false) {
    const { marks } = /** @type {Picture} */ (this.picture);
    this.seen = this.map.getBounds();
    this.layer.clearLayers();
    for (const held of [this.stands, this.shown, this.single, this.linked]) held.clear();
    [this.taken, this.wanted] = [new Boxes(), []];
    for (const panel of this.panels()) this.taken.add(panel);
    const small = this.sections.drawLines();
    const wide = this.pixelsPerKm();
    const placed = this.isCompared() ? [] : marks.filter((one) => one.where.kind === "point" || one.where.kind === "circle");
    for (const one of placed) if (one.where.kind === "circle" && (one.where.km ?? 25) * wide > SMALLEST_AREA) this.area(one);
    const isCounted = this.isCompared() || this.picture?.level !== "marks";
    drawMarks(this, placed, isCounted ? [] : small);
    this.spots.draw(isCounted ? small : []);
    drawPlacedFlows(this, placed.filter((one) => this.single.has(one.id)));
    this.sections.drawFlows();
    placeFlags(this);
    if (placed.some((one) => one.modality === "denied" || one.modality === "hypothetical")) this.shown.add("unreal");
    if (this.explain() && !isAgain) return this.draw(true);
    this.rings.show([]);
  }

  /** The way to a border's own page, where this map has one and no flag shows it yet. @param {string} code */
  pageOf = (code) => (code && !this.linked.has(code) && this.heard.borderPage ? { link: this.heard.borderPage(code), code, linkTitle: `Border page: ${this.shapes[code].name}` } : {});

  isCompared = () => this.other !== null;

  /** @returns {boolean} whether the legend says something else now */
  explain() {
    const words = [...this.shown, ...this.named].sort().join();
    if (!this.legend || words === this.explained) return false;
    drawLegend(this.legend, new Set([...this.shown, ...this.named]));
    this.explained = words;
    return true;
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
    this.hear(disc, (other) => other.id === one.id, () => this.heard.open(one.id));
    this.layer.addLayer(disc);
    this.shown.add("circle");
  }

  /** Hovering rings, a click acts: the same for every shape. @param {any} shape @param {(one: Pointed) => boolean} test which incidents it stands for @param {() => void} click */
  hear(shape, test, click) {
    shape.on("click", click).on("mouseover", () => this.heard.point(test)).on("mouseout", () => this.heard.point(null));
  }

  /** Show all that has a place; leaves the view alone when nothing has one. */
  fit() {
    if (this.picture?.bounds) fitTo(this.map, this.picture.bounds, 8);
  }
}
