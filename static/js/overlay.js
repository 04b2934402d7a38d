// @ts-check
/** A canvas over or under the map for whatever is too much for single elements. */

/** @typedef {{width: number, height: number, scale: number, left: number, top: number, world: number}} Frame what the canvas covers: its size and corner in CSS pixels of a world that is `world` wide */

export class Overlay {
  /**
   * `room` is what it covers beyond the view, as a share of it; `live` redraws with every move and not only at its end.
   * @param {any} map Leaflet's @param {string} pane @param {{room: number, live: boolean}} manner @param {(context: CanvasRenderingContext2D, frame: Frame) => void} paint
   */
  constructor(map, pane, { room, live }, paint) {
    [this.map, this.paint, this.room] = [map, paint, room];
    this.canvas = /** @type {HTMLCanvasElement} */ (L.DomUtil.create("canvas", "overlay leaflet-zoom-animated", map.getPane(pane)));
    this.canvas.setAttribute("aria-hidden", "true");
    if (live) map.on("move", () => this.later());
    map.on("moveend resize viewreset", () => this.draw());
    map.on("zoomanim", (/** @type {any} */ event) => this.zoomTo(event));
    this.waiting = 0;
    this.corner = null;
    this.picture = /** @type {HTMLImageElement | null} */ (null);
  }

  later() {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.draw());
  }

  /** Not while the page is printed: after that the theme changes back, and all is drawn. */
  draw() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if ("paper" in document.documentElement.dataset) return;
    this.picture?.remove();
    this.canvas.hidden = false;
    this.drawOn(this.canvas);
    const origin = this.put(this.canvas);
    [this.corner, this.zoom] = [this.map.layerPointToLatLng(origin), this.map.getZoom()];
  }

  /** A picture in its stead until it is drawn again: what a canvas of the page draws while that is printed hides what lies below. */
  print() {
    const sheet = document.createElement("canvas");
    this.drawOn(sheet);
    this.picture?.remove();
    this.picture = Object.assign(new Image(), { src: sheet.toDataURL(), alt: "", decoding: "sync", className: "overlay" });
    this.put(this.picture);
    this.canvas.hidden = true;
    this.canvas.after(this.picture);
  }

  /** @returns {{width: number, height: number, aside: number, above: number}} */
  size() {
    const { x, y } = this.map.getSize();
    const [aside, above] = [Math.round(x * this.room), Math.round(y * this.room)];
    return { width: x + 2 * aside, height: y + 2 * above, aside, above };
  }

  /** @param {HTMLElement} element @returns {any} its corner among the map's layers */
  put(element) {
    const { width, height, aside, above } = this.size();
    Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
    const origin = this.map.containerPointToLayerPoint([-aside, -above]);
    L.DomUtil.setPosition(element, origin);
    return origin;
  }

  /** @param {HTMLCanvasElement} canvas */
  drawOn(canvas) {
    const { width, height, aside, above } = this.size();
    const scale = Math.min(2, devicePixelRatio || 1);
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const context = canvas.getContext("2d");
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, high);
    const { x, y } = this.map.getPixelBounds().min;
    this.paint(context, { width, height, scale, left: x - aside, top: y - above, world: 256 * 2 ** this.map.getZoom() });
  }

  /** Grows or shrinks with the map until it is drawn anew. @param {any} event Leaflet's */
  zoomTo({ center, zoom }) {
    if (!this.corner) return;
    const half = this.map.getSize().divideBy(2);
    const origin = this.map.project(this.corner, zoom).subtract(this.map.project(center, zoom)).add(half);
    L.DomUtil.setTransform(this.canvas, origin.add(this.map.containerPointToLayerPoint([0, 0])), this.map.getZoomScale(zoom, this.zoom));
  }
}

/** A longitude as a share of the world's width. @param {number} lon */
export const across = (lon) => (lon + 180) / 360;

/** A latitude as a share of the world's height in web Mercator. @param {number} lat */
export function down(lat) {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
