// @ts-check
/** What is counted or too many for single marks: bubbles of cells, or dots, on one canvas. */
import { bubblesOf, drawBubbles } from "./cells.js";
import { CELL, changed } from "./compare.js";
import { columns, drawDots, squares } from "./dots.js";
import { groupBy } from "./incidents.js";
import { across, down, Overlay } from "./overlay.js";
import { Pointing } from "./pointing.js";
import { onTheme } from "./theme.js";

/** @typedef {import("./cells.js").Bubble} Bubble */
/** @typedef {import("./picture.js").Picture} Picture */

/** So much more than the view is fetched on each side, that a short pan finds its dots there. */
const ROOM = 0.35;
/** Where dots stand is remembered as squares of so many pixels, which labels keep free. */
const SQUARE = 16;

export class Spots {
  /** @param {import("./map.js").IncidentMap} view */
  constructor(view) {
    this.view = view;
    /** @type {Bubble[]} */
    this.bubbles = [];
    /** With the short sections, which are counted like cells. @type {Bubble[]} */
    this.all = [];
    /** @type {import("./cells.js").Drawn[]} */
    this.drawn = [];
    /** @type {import("./dots.js").Columns | null} */
    this.dots = null;
    /** @type {[number, number] | null} */
    this.lit = null;
    this.asked = "";
    this.families = view.heard.types.map((type) => type.family);
    this.overlay = new Overlay(view.map, "spots", { room: 0, live: true }, (context, frame) => this.paint(context, frame));
    this.pointing = new Pointing(this);
    onTheme((isPaper) => (isPaper ? this.overlay.print() : this.overlay.later()));
  }

  /** @param {Picture} picture @param {Picture | null} other */
  show(picture, other) {
    this.bubbles = this.counts(picture);
    const world = 256 * 2 ** this.view.map.getZoom();
    if (other) this.bubbles = changed(this.bubbles, this.counts(other), world);
    if (picture.level === "dots" && !other) this.load();
    else [this.dots, this.asked] = [null, ""];
  }

  /** Bubbles of a picture; where it tells of single incidents, those are counted by cell. @param {Picture} picture @returns {Bubble[]} */
  counts(picture) {
    const { families, map } = { families: this.view.heard.families, map: this.view.map };
    if (picture.level !== "marks" || !this.view.isCompared()) return bubblesOf(picture.cells, families);
    const cell = CELL / (256 * 2 ** map.getZoom());
    const placed = picture.marks.filter((one) => one.where.kind === "point" || one.where.kind === "circle").map((one) => ({ x: across(one.where.lon ?? 0), y: down(one.where.lat ?? 0), one }));
    return [...groupBy(placed, ({ x, y }) => `${Math.floor(x / cell)},${Math.floor(y / cell)}`).values()].map((group) => ({
      x: group.reduce((sum, { x }) => sum + x, 0) / group.length, y: group.reduce((sum, { y }) => sum + y, 0) / group.length, n: group.length,
      rough: group.filter(({ one }) => one.where.kind === "circle").length / group.length, family: group[0].one.family, section: false, change: null, codes: [],
    }));
  }

  async load() {
    const question = this.view.map.getBounds().pad(ROOM).toBBoxString();
    this.asked = question;
    const told = await this.view.heard.dots(question);
    if (this.asked !== question) return;
    this.dots = columns(told);
    this.view.draw();
    performance.mark("dots", { detail: this.dots.n });
  }

  /** @param {Bubble[]} small */
  draw(small) {
    this.all = [...this.bubbles, ...small];
    this.overlay.draw();
    for (const one of this.drawn) {
      const { x, y } = this.view.map.containerPointToLayerPoint([one.atX, one.atY]);
      this.view.taken.add([x - one.radius - 2, y - one.radius - 2, x + one.radius + 2, y + one.radius + 2]);
      this.view.shown.add(one.section ? "small section" : one.change === null ? "bubble" : "change");
    }
    if (this.drawn.some((one) => !one.section && one.rough > 0 && one.change === null)) this.view.shown.add("rough");
    if (!this.dots || !this.frame) return;
    this.view.shown.add("dot");
    for (const [x, y] of squares(this.dots, this.frame, SQUARE)) {
      const at = this.view.map.containerPointToLayerPoint([x, y]);
      this.view.taken.add([at.x, at.y, at.x + SQUARE, at.y + SQUARE]);
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./overlay.js").Frame} frame */
  paint(context, frame) {
    this.frame = frame;
    if (this.dots) drawDots(context, frame, this.dots, this.families, this.lit);
    this.drawn = drawBubbles(context, frame, this.all);
  }

  /** Dots of these days stand out. @param {[number, number] | null} days */
  light(days) {
    if (String(days) === String(this.lit)) return;
    this.lit = days;
    if (this.dots) this.overlay.later();
  }

  /** @param {number} lat @param {number} lon */
  bubbleOver(lat, lon) {
    const { x, y } = this.view.map.latLngToContainerPoint([lat, lon]);
    const away = (/** @type {import("./cells.js").Drawn} */ one) => Math.hypot(one.atX - x, one.atY - y);
    const near = this.drawn.filter((one) => !one.section && away(one) < one.radius + CELL / 1.4).sort((a, b) => away(a) - away(b));
    return near[0] ?? null;
  }
}
