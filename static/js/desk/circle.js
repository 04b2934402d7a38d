// @ts-check
/** A circle around the pin: the handle on its rim, a number of kilometres and the keys set the same radius. */

const [LEAST, MOST, FIRST, WIDER] = [1, 2000, 10, 1.25];
const KM_PER_DEGREE = 111.195;
const FASTER = 10;
const APART = 40; // pixels from the point to its rim, so that the pin and the handle are not hit for each other

const clamped = (/** @type {number} */ km) => Math.min(MOST, Math.max(LEAST, km));
const label = () => /** @type {HTMLElement} */ (document.querySelector("[data-radius]"));
export const radiusInput = () => /** @type {HTMLInputElement} */ (label().querySelector("input"));

export class Circle {
  /** @param {any} leaflet @param {any} middle where the pin stands @param {number | null} km @param {() => void} sized */
  constructor(leaflet, middle, km, sized) {
    [this.leaflet, this.middle, this.km, this.sized] = [leaflet, L.latLng(middle), clamped(km ?? FIRST), sized];
    this.disc = L.circle(this.middle, { radius: this.km * 1000, className: "pin-area", interactive: false }).addTo(leaflet);
    const icon = L.divIcon({ className: "rim", iconSize: [24, 24], iconAnchor: [12, 12] });
    this.handle = L.marker(this.rim(), { icon, draggable: true, keyboard: true }).addTo(leaflet);
    this.handle.on("drag", () => this.resize(this.middle.distanceTo(this.handle.getLatLng()) / 1000)).on("dragend", () => this.draw());
    this.wire(this.handle.getElement());
    label().hidden = false;
    this.typed = () => { if (radiusInput().validity.valid && radiusInput().value) this.resize(Number(radiusInput().value)); };
    radiusInput().addEventListener("input", this.typed);
    this.draw();
  }

  /** @param {HTMLElement} grip */
  wire(grip) {
    for (const [name, value] of Object.entries({ role: "slider", "aria-label": "Radius of the circle", "aria-valuemin": String(LEAST), "aria-valuemax": String(MOST) })) grip.setAttribute(name, value);
    grip.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      this.set(this.km + way * (event.shiftKey ? FASTER : 1));
    });
  }

  /** East of the pin, on the rim. */
  rim() {
    const { lat, lng } = this.middle;
    return [lat, lng + this.km / (KM_PER_DEGREE * Math.max(Math.cos((lat * Math.PI) / 180), 0.05))];
  }

  /** @param {boolean} isWider */
  step = (isWider) => this.set(this.km * (isWider ? WIDER : 1 / WIDER));

  /** @param {number} km not dragged, so that the rim may be brought into view */
  set(km) {
    this.resize(km);
    this.draw();
  }

  /** @param {number} km */
  resize(km) {
    this.km = clamped(km);
    this.disc.setRadius(this.km * 1000);
    const rounded = String(Math.round(this.km));
    if (document.activeElement !== radiusInput()) radiusInput().value = rounded;
    this.handle.getElement().setAttribute("aria-valuenow", rounded);
    this.handle.getElement().setAttribute("aria-valuetext", `${rounded} km`);
    this.sized();
  }

  draw() {
    this.resize(this.km);
    this.handle.setLatLng(this.rim());
    const bounds = this.disc.getBounds();
    const [middle, rim] = [this.middle, this.rim()].map((one) => this.leaflet.latLngToContainerPoint(one));
    if (!this.leaflet.getBounds().contains(bounds) || middle.distanceTo(rim) < APART) this.leaflet.fitBounds(bounds, { animate: false, padding: [24, 24] });
  }

  /** @param {any} middle */
  move(middle) {
    this.middle = L.latLng(middle);
    this.disc.setLatLng(this.middle);
    this.handle.setLatLng(this.rim());
  }

  remove() {
    radiusInput().removeEventListener("input", this.typed);
    label().hidden = true;
    this.disc.remove();
    this.handle.remove();
  }
}
