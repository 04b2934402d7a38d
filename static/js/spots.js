// @ts-check
/** What is counted or too many for single marks: bubbles of cells, or dots, on one canvas; pointing and clicking find them by place. */
import { bubbleAt, bubblesOf, drawBubbles, wordsOn } from "./cells.js";
import { CELL, changed } from "./compare.js";
import { columns, CIRCLE, dotsAt, drawDots, squares } from "./dots.js";
import { groupBy, plural } from "./incidents.js";
import { across, down, Overlay } from "./overlay.js";
import { onTheme } from "./theme.js";
import { periodWords } from "./timescale.js";

/** @typedef {import("./cells.js").Bubble} Bubble */
/** @typedef {import("./picture.js").Picture} Picture */

/** So much more than the view is fetched on each side, that a short pan finds its dots there. */
const ROOM = 0.35;
/** Where dots stand is remembered as squares of so many pixels, which labels keep free. */
const SQUARE = 16;

/** Stands in the columns where no day is known. */
const NO_DAY = 2147483647;

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
    this.tip = L.tooltip({ className: "tip", direction: "top", offset: [0, -8] });
    view.map.on("mousemove", (/** @type {any} */ event) => this.hover(event)).on("mouseout", () => this.leave()).on("click", (/** @type {any} */ event) => this.click(event));
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

  /** @param {any} event Leaflet's */
  hover({ containerPoint: { x, y }, originalEvent }) {
    if (!this.frame || originalEvent.buttons) return;
    const bubble = bubbleAt(this.drawn, x, y);
    const [dot] = bubble || !this.dots ? [] : dotsAt(this.dots, this.frame, x, y);
    const key = bubble ? `${bubble.x},${bubble.y}` : dot === undefined ? "" : String(dot);
    if (key === this.pointed) return;
    this.pointed = key;
    this.view.map.getContainer().classList.toggle("pointing", key !== "");
    if (bubble) this.pointBubble(bubble);
    else if (dot !== undefined) this.pointDot(dot);
    else this.leave();
  }

  leave() {
    this.pointed = "";
    this.tip.remove();
    this.view.heard.point(null);
  }

  /** @param {string} words @param {number} x @param {number} y */
  say(words, x, y) {
    this.tip.setLatLng(this.view.map.containerPointToLatLng([x, y])).setContent(words).addTo(this.view.map);
  }

  /** @param {import("./cells.js").Drawn} bubble */
  pointBubble(bubble) {
    const rough = Math.round(bubble.rough * bubble.n);
    const words = bubble.change !== null ? `${wordsOn(bubble)} against the other period` : bubble.section ? `${plural(bubble.n, "incident")} known only as this border section` : `${plural(bubble.n, "incident")}${rough ? `, ${rough === bubble.n ? "all" : rough} of them only roughly here` : ""}: zoom in`;
    this.say(words, bubble.atX, bubble.atY - bubble.radius);
    if (bubble.section) return this.view.heard.point((one) => one.where.kind === "section" && bubble.codes.includes(one.border));
    this.view.heard.point((one) => (one.where.kind === "section" ? bubble.codes.includes(one.border) : one.where.lat !== undefined && one.where.lat !== null && this.bubbleOver(one.where.lat, one.where.lon ?? 0) === bubble));
  }

  /** @param {number} index */
  pointDot(index) {
    const dots = /** @type {import("./dots.js").Columns} */ (this.dots);
    const [first, last] = [dots.first[index], dots.last[index]];
    const at = this.view.map.latLngToContainerPoint([dots.lat[index], dots.lon[index]]);
    const label = this.view.heard.types[dots.type[index]]?.label ?? "Incident";
    const isDated = first < NO_DAY;
    this.say(`${label}${isDated ? `, ${periodWords(first, last)}` : ", no date"}${dots.kind[index] === CIRCLE ? ", somewhere near here" : ""}`, at.x, at.y);
    this.view.heard.dot({ id: dots.id[index], first: isDated ? first : null, last: isDated ? last : null, where: { kind: "point", lat: dots.lat[index], lon: dots.lon[index] }, border: "", from: "", to: "" });
  }

  /** A bubble opens up, a dot tells of itself. @param {any} event Leaflet's */
  click({ containerPoint: { x, y } }) {
    if (!this.frame) return;
    const bubble = bubbleAt(this.drawn, x, y);
    if (bubble?.section && bubble.codes.length === 1) return this.view.heard.border(bubble.codes[0]);
    if (bubble) return this.view.map.setView(this.view.map.containerPointToLatLng([bubble.atX, bubble.atY]), this.view.map.getZoom() + 2, { animate: false });
    const [dot] = this.dots ? dotsAt(this.dots, this.frame, x, y) : [];
    if (dot !== undefined && this.dots) this.view.heard.open(this.dots.id[dot]);
  }
}
