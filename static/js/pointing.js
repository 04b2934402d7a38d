// @ts-check
/** Pointing and clicking on the canvas of what is counted: bubbles and dots are found by place, and say what they stand for. */
import { bubbleAt, wordsOn } from "./cells.js";
import { CIRCLE, dotsAt } from "./dots.js";
import { plural } from "./incidents.js";
import { periodWords } from "./timescale.js";

/** Stands in the columns where no day is known. */
const NO_DAY = 2147483647;

export class Pointing {
  /** @param {import("./spots.js").Spots} spots */
  constructor(spots) {
    [this.spots, this.view] = [spots, spots.view];
    this.pointed = "";
    this.tip = L.tooltip({ className: "tip", direction: "top", offset: [0, -8] });
    this.view.map.on("mousemove", (/** @type {any} */ event) => this.hover(event)).on("mouseout", () => this.leave()).on("click", (/** @type {any} */ event) => this.click(event));
  }

  /** @param {any} event Leaflet's */
  hover({ containerPoint: { x, y }, originalEvent }) {
    if (!this.spots.frame || originalEvent.buttons) return;
    const bubble = bubbleAt(this.spots.drawn, x, y);
    const [dot] = bubble || !this.spots.dots ? [] : dotsAt(this.spots.dots, this.spots.frame, x, y);
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
    this.view.heard.point((one) => (one.where.kind === "section" ? bubble.codes.includes(one.border) : one.where.lat !== undefined && one.where.lat !== null && this.spots.bubbleOver(one.where.lat, one.where.lon ?? 0) === bubble));
  }

  /** @param {number} index */
  pointDot(index) {
    const dots = /** @type {import("./dots.js").Columns} */ (this.spots.dots);
    const [first, last] = [dots.first[index], dots.last[index]];
    const at = this.view.map.latLngToContainerPoint([dots.lat[index], dots.lon[index]]);
    const label = this.view.heard.types[dots.type[index]]?.label ?? "Incident";
    const isDated = first < NO_DAY;
    this.say(`${label}${isDated ? `, ${periodWords(first, last)}` : ", no date"}${dots.kind[index] === CIRCLE ? ", somewhere near here" : ""}`, at.x, at.y);
    this.view.heard.dot({ id: dots.id[index], first: isDated ? first : null, last: isDated ? last : null, where: { kind: "point", lat: dots.lat[index], lon: dots.lon[index] }, border: "", from: "", to: "" });
  }

  /** A bubble opens up, a dot tells of itself. @param {any} event Leaflet's */
  click({ containerPoint: { x, y } }) {
    if (!this.spots.frame) return;
    const bubble = bubbleAt(this.spots.drawn, x, y);
    if (bubble?.section && bubble.codes.length === 1) return this.view.heard.border(bubble.codes[0]);
    if (bubble) return this.view.map.setView(this.view.map.containerPointToLatLng([bubble.atX, bubble.atY]), this.view.map.getZoom() + 2, { animate: false });
    const [dot] = this.spots.dots ? dotsAt(this.spots.dots, this.spots.frame, x, y) : [];
    if (dot !== undefined && this.spots.dots) this.view.heard.open(this.spots.dots.id[dot]);
  }
}
