// @ts-check
/** The small map: honest shapes of the incident; a pin, a circle or the whole section can be set by mouse, touch and keys. */
import { pictureOf } from "../fewset.js";
import { received } from "../incidents.js";
import { IncidentMap } from "../map.js";
import { Circle, radiusInput } from "./circle.js";
import { saveValue } from "./form.js";
import { incident, pane } from "./pane.js";

const [STEP_KM, FAR_STEP_KM] = [0.1, 1];
const KM_PER_DEGREE = 111.195;
const nothing = () => {};
/** @type {any} */
let leaflet = null;
/** @type {IncidentMap | null} */
let map = null;
/** What is being set: a pin, or a circle around it. @type {{marker: any, circle: Circle | null} | null} */
let setting = null;

const hint = () => /** @type {HTMLElement} */ (document.querySelector("[data-map-hint]"));

/** @param {any} told */
function show(told) {
  if (!map) return;
  stop();
  map.show(pictureOf(received(told.incidents ?? []), told.sections ?? {}), null, told.sections ?? {}, null, "");
  map.fit();
}

/** @param {boolean} isCircle */
function start(isCircle) {
  if (!leaflet) return;
  stop();
  document.dispatchEvent(new CustomEvent("desk:pane", { detail: "map" }));
  leaflet.invalidateSize({ animate: false });
  const icon = L.divIcon({ className: "pin", iconSize: [24, 24], iconAnchor: [12, 29] });
  const marker = L.marker(placed() ?? leaflet.getCenter(), { icon, draggable: true, keyboard: true, alt: "The pin" }).addTo(leaflet);
  setting = { marker, circle: null };
  leaflet.panTo(marker.getLatLng(), { animate: false });
  if (isCircle) setting.circle = new Circle(leaflet, marker.getLatLng(), map?.picture?.marks[0]?.where.km ?? null, told);
  marker.on("move", () => { setting?.circle?.move(marker.getLatLng()); told(); });
  leaflet.on("click", put);
  marker.getElement().setAttribute("aria-label", "The pin");
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
  const size = setting.circle ? `, ${setting.circle.km.toFixed(0)} km around (+ and −, or drag the rim)` : "";
  hint().textContent = `${lat.toFixed(4)}, ${lng.toFixed(4)}${size}: arrows 100 m, Shift 1 km, Enter saves, Esc leaves`;
}

function stop() {
  if (!setting) return;
  const hadFocus = pane("desk-map").contains(document.activeElement);
  setting.marker.remove();
  setting.circle?.remove();
  leaflet.off("click", put);
  setting = null;
  hint().textContent = "Arrows 100 m, Shift 1 km";
  if (hadFocus) pane("desk-form").focus({ preventScroll: true });
}

/** Keys of all that sets the place: pin, rim and the number of kilometres. @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!setting || !(target.matches(".pin, .rim") || target === radiusInput())) return;
  const isSize = setting.circle && target !== radiusInput() && ["+", "=", "-"].includes(event.key);
  const way = target.matches(".pin") ? wayOf(event) : null;
  if (!way && !isSize && event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  const { lat, lng } = setting.marker.getLatLng();
  if (way) setting.marker.setLatLng([lat + way[0], lng + way[1]]);
  if (isSize) setting.circle?.step(event.key !== "-");
  if (event.key === "Enter") keep();
  if (event.key === "Escape") stop();
}

/** @param {KeyboardEvent} event @returns {number[] | undefined} degrees north and east */
function wayOf({ key, shiftKey }) {
  const step = (shiftKey ? FAR_STEP_KM : STEP_KM) / KM_PER_DEGREE;
  const east = step / Math.max(Math.cos((setting?.marker.getLatLng().lat * Math.PI) / 180), 0.05);
  return { ArrowUp: [step, 0], ArrowDown: [-step, 0], ArrowLeft: [0, -east], ArrowRight: [0, east] }[key];
}

async function keep() {
  if (!setting) return;
  const { lat, lng } = setting.marker.getLatLng();
  const value = `${lat.toFixed(5)},${lng.toFixed(5)}${setting.circle ? `,${Math.round(setting.circle.km)}` : ""}`;
  if (await saveValue(`incident-${incident()}-spot`, value)) stop();
}

export const movePin = () => (setting ? keep() : start(false));
export const drawCircle = () => (setting?.circle ? keep() : start(true));
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
  pane("desk-map").addEventListener("keydown", onKey);
  document.addEventListener("desk:shapes", (event) => show(/** @type {CustomEvent} */ (event).detail));
}
