// @ts-check
/** The small map: honest shapes of the incident; a pin, a circle or the whole section can be set by mouse, touch and keys. */
import { pictureOf } from "../fewset.js";
import { received } from "../incidents.js";
import { IncidentMap } from "../map.js";
import { saveValue } from "./form.js";
import { incident, pane } from "./pane.js";

const [STEP_KM, FAR_STEP_KM, WIDER, FIRST_KM] = [0.1, 1, 1.25, 10];
const KM_PER_DEGREE = 111.195;
const nothing = () => {};
/** @type {any} */
let leaflet = null;
/** @type {IncidentMap | null} */
let map = null;
/** What is being set: a pin, or a circle with its radius. @type {{marker: any, disc: any, km: number | null} | null} */
let setting = null;

const hint = () => /** @type {HTMLElement} */ (document.querySelector("[data-map-hint]"));

/** @param {any} told */
function show(told) {
  if (!map) return;
  stop();
  map.show(pictureOf(received(told.incidents ?? []), told.sections ?? {}), null, told.sections ?? {}, null, "");
  map.fit();
}

/** @param {number | null} km */
function start(km) {
  if (!leaflet) return;
  stop();
  document.dispatchEvent(new CustomEvent("desk:pane", { detail: "map" }));
  const icon = L.divIcon({ className: "pin", iconSize: [24, 24], iconAnchor: [12, 29] });
  const marker = L.marker(placed() ?? leaflet.getCenter(), { icon, draggable: true, keyboard: true, alt: "The pin" }).addTo(leaflet);
  const disc = km === null ? null : L.circle(marker.getLatLng(), { radius: km * 1000, className: "pin-area", interactive: false }).addTo(leaflet);
  setting = { marker, disc, km };
  marker.on("move", told);
  leaflet.on("click", put);
  leaflet.panTo(marker.getLatLng(), { animate: false });
  marker.getElement().setAttribute("aria-label", "The pin");
  marker.getElement().addEventListener("keydown", onKey);
  marker.getElement().focus({ preventScroll: true });
  told();
}

/** Where the incident stands now, if that is a point. */
function placed() {
  const one = map?.picture?.marks[0];
  return one?.where.lat ? [one.where.lat, one.where.lon] : null;
}

const put = (/** @type {any} */ event) => { setting?.marker.setLatLng(event.latlng); setting?.marker.getElement().focus(); };

function told() {
  if (!setting) return;
  const { lat, lng } = setting.marker.getLatLng();
  setting.disc?.setLatLng([lat, lng]).setRadius((setting.km ?? 0) * 1000);
  const size = setting.km === null ? "" : `, ${setting.km.toFixed(0)} km around (+ and −)`;
  hint().textContent = `${lat.toFixed(4)}, ${lng.toFixed(4)}${size}: arrows 100 m, Shift 1 km, Enter saves, Esc leaves`;
}

function stop() {
  if (!setting) return;
  const hadFocus = setting.marker.getElement() === document.activeElement;
  setting.marker.remove();
  setting.disc?.remove();
  leaflet.off("click", put);
  setting = null;
  hint().textContent = "Arrows 100 m, Shift 1 km";
  if (hadFocus) pane("desk-form").focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!setting) return;
  const { lat, lng } = setting.marker.getLatLng();
  const step = (event.shiftKey ? FAR_STEP_KM : STEP_KM) / KM_PER_DEGREE;
  const east = step / Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
  const way = { ArrowUp: [step, 0], ArrowDown: [-step, 0], ArrowLeft: [0, -east], ArrowRight: [0, east] }[event.key];
  const isSize = setting.km !== null && ["+", "=", "-"].includes(event.key);
  if (!way && !isSize && event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (way) setting.marker.setLatLng([lat + way[0], lng + way[1]]);
  if (isSize) { setting.km = Math.max(1, (setting.km ?? 1) * (event.key === "-" ? 1 / WIDER : WIDER)); told(); }
  if (event.key === "Enter") keep();
  if (event.key === "Escape") stop();
}

async function keep() {
  if (!setting) return;
  const { lat, lng } = setting.marker.getLatLng();
  const value = `${lat.toFixed(5)},${lng.toFixed(5)}${setting.km === null ? "" : `,${Math.round(setting.km)}`}`;
  if (await saveValue(`incident-${incident()}-spot`, value)) stop();
}

export const movePin = () => (setting ? keep() : start(null));
export const drawCircle = () => (setting?.km ? keep() : start(FIRST_KM));
export const wholeSection = () => saveValue(`incident-${incident()}-spot`, "section");

export function listenToMap() {
  window.addEventListener("map:init", (event) => {
    leaflet = /** @type {CustomEvent} */ (event).detail.map;
    leaflet.setView([38, 70], 4, { animate: false });
    leaflet.scrollWheelZoom.disable();
    const heard = { open: nothing, point: nothing, dot: nothing, moved: nothing, border: nothing, flow: nothing, families: [], types: [], dots: async () => new ArrayBuffer(4) };
    map = new IncidentMap(leaflet, heard, null);
    show(JSON.parse(document.querySelector("#shapes")?.textContent ?? "{}"));
  });
  document.addEventListener("desk:shapes", (event) => show(/** @type {CustomEvent} */ (event).detail));
}
