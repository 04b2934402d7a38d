// @ts-check
/** The small map of a record's page: the same honest shapes, for the incidents that the page tells of. */
import { pictureOf } from "./fewset.js";
import { received } from "./incidents.js";
import { IncidentMap } from "./map.js";

const nothing = () => {};

window.addEventListener("map:init", (event) => {
  const leaflet = /** @type {CustomEvent} */ (event).detail.map;
  const told = JSON.parse(document.querySelector("#shapes")?.textContent ?? "{}");
  const incidents = received(told.incidents ?? []);
  const types = [...new Map(incidents.map((one) => [one.type, { code: one.type, label: one.label, family: one.family }])).values()];
  leaflet.setView([38, 70], 4, { animate: false });
  // A small map in a page that scrolls: the wheel belongs to the page.
  leaflet.scrollWheelZoom.disable();
  const open = (/** @type {number} */ id) => {
    const one = incidents.find((each) => each.id === id);
    if (one && one.url !== location.pathname) location.href = one.url;
  };
  const point = (/** @type {((one: any) => boolean) | null} */ test) => map.rings.show(test ? incidents.filter(test) : []);
  const heard = { open, point, dot: nothing, moved: nothing, border: nothing, flow: nothing, families: [], types, dots: async () => new ArrayBuffer(4) };
  const map = new IncidentMap(leaflet, heard, null);
  map.show(pictureOf(incidents, told.sections ?? {}), null, told.sections ?? {}, null, told.border ?? "");
  if (told.border) leaflet.fitBounds(L.latLngBounds(told.sections[told.border].lines.flat()), { animate: false, padding: [16, 16] });
  else map.fit();
});
