// @ts-check
/** The main page: one answer of the server, shown by map, timeline, list and facets alike; the URL says which. */
import { drawChips, listenToForm, syncForm } from "./chips.js";
import { againstWords } from "./compare.js";
import { fitTo, keepMiddle } from "./controls.js";
import { openDrawer } from "./drawer.js";
import { showFacets } from "./facets.js";
import { dayOf, isoOf } from "./incidents.js";
import { listenToKeys } from "./keys.js";
import { List } from "./list.js";
import { IncidentMap } from "./map.js";
import { Pictures } from "./picture.js";
import { Player } from "./play.js";
import { comparedQuestion, dayParam, filterOnly, isInView, listQuestion, onState, pictureQuestion, selectedParam, spanParam, state, wholeFilter, write } from "./query.js";
import { tellCounts, tellFailure } from "./telling.js";
import { Timeline } from "./timeline.js";
import { listenToTools } from "./tools.js";
import { turn } from "./turns.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./map.js").Pointed} Pointed */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-dashboard]"));
const $ = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
const form = /** @type {HTMLFormElement} */ ($("form[data-filters]"));
const types = JSON.parse(document.querySelector("#event-types")?.textContent ?? "[]");

/** What the brush says while it is dragged; the URL follows when it rests. */
let dragged = /** @type {{from: number | null, to: number | null} | null} */ (null);
let held = /** @type {Picture | null} */ (null);
/** Of the period to compare with. */
let heldOther = /** @type {Picture | null} */ (null);
let map = /** @type {IncidentMap | null} */ (null);
/** A new filter that leaves nothing in view brings its incidents into view. */
let fitFor = "";

const period = () => dragged ?? { from: dayParam("from"), to: dayParam("to") };

/** Every incident that some panel shows, once. @returns {Map<number, Incident>} */
const known = () => new Map([...(held?.marks ?? []), ...(held?.lanes ?? []), ...list.rows].map((one) => [one.id, one]));

/** @param {Pointed[]} pointed @param {[number, number] | null} days */
function ring(pointed, days) {
  list.ring(pointed);
  map?.spots.light(days);
  map?.rings.show(pointed);
  timeline.ring(pointed);
}

const heard = {
  families: [...new Set(types.map((/** @type {{family: string}} */ type) => type.family))], types,
  open: (/** @type {number} */ id) => write({ selected: String(id) }),
  point: (/** @type {((one: any) => boolean) | null} */ test, /** @type {[number, number] | null} */ days = null) => ring(test ? [...known().values()].filter(test) : [], days),
  dot: (/** @type {Pointed | null} */ dot) => ring(dot ? [dot] : [], null),
  moved: (/** @type {string} */ view) => write({ map: view }, { replace: true }),
  border: (/** @type {string} */ code) => write({ border: state().get("border") === code ? null : code }),
  borderPage: (/** @type {string} */ code) => `${page.dataset.bordersUrl}${code}/`,
  flow: (/** @type {string} */ border, /** @type {string} */ from, /** @type {string} */ to) => write({ border, direction: `${from}>${to}` }),
  dots: async (/** @type {string} */ view) => (await fetch(`${page.dataset.dotsUrl}?${wholeFilter()}&view=${view}`)).arrayBuffer(),
  more: async (/** @type {string} */ cursor) => (await fetch(`${page.dataset.rowsUrl}?${listQuestion(map?.map)}&cursor=${encodeURIComponent(cursor)}`)).json(),
  period: (/** @type {number | null} */ from, /** @type {number | null} */ to, /** @type {boolean} */ final) => {
    dragged = final ? null : { from, to };
    if (final) write({ from: from === null ? null : isoOf(from), to: to === null ? null : isoOf(to) });
    ask();
  },
};
const list = new List($("[data-list]"), $("[data-drawer]"), heard);
const timeline = new Timeline($("[data-timeline]"), $("[data-span]"), $("[data-stacks]"), heard);
const player = new Player(page, () => ({ span: axis(), from: dayParam("from"), to: dayParam("to") }));
const pictures = new Pictures(page.dataset.pictureUrl ?? "", show, (status) => tellFailure($("[data-problem]"), status, ask), (busy) => (busy ? page.setAttribute("aria-busy", "true") : page.removeAttribute("aria-busy")));

const axis = () => spanParam() ?? (held?.histogram.first ? { first: dayOf(held.histogram.first), last: dayOf(held.histogram.last) } : null);

function ask() {
  if (map) pictures.ask(pictureQuestion(map.map, period()), comparedQuestion(map.map, period()));
}

/** @param {Picture} picture @param {Picture | null} other */
async function show(picture, other) {
  let begun = performance.now();
  [held, heldOther] = [picture, other];
  $("[data-problem]").hidden = true;
  tellCounts(page, picture, other ? againstWords(other.total, period(), spanParam("compare")) : "");
  // The map measures its panels: before the list changes, that costs little.
  map?.show(picture, other, pictures.shapes, picture.selected, state().get("border") ?? "");
  begun = await turn(begun);
  list.show(picture.rows, picture.cursor, isInView() ? picture.listed : picture.total, selectedParam());
  begun = await turn(begun);
  showTimeline();
  showFacets(form, picture.facets);
  const filter = filterOnly().toString();
  if (fitFor !== filter && !picture.in_view && !picture.sections.length && picture.bounds) map?.fit();
  fitFor = filter;
  performance.mark("picture");
}

/** Also where the question stays and only what the bars count is another. */
function showTimeline() {
  if (!held) return;
  const lanes = heldOther ? [] : held.lanes;
  timeline.show({ histogram: held.histogram, other: heldOther?.histogram ?? null, lanes, ...period(), measure: state().get("bars") === "people" ? "people" : "incidents" });
}

function update() {
  if (dragged === null) ask();
  showTimeline();
  syncForm(form);
  drawChips($("[data-chips]"), form);
  tools.sync();
  list.select(selectedParam());
  openDrawer($("[data-drawer]"), selectedParam(), page.dataset.drawerUrl ?? "", (id) => list.link(id));
}

/** @param {any} leaflet */
function startMap(leaflet) {
  const view = /^(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(state().get("map") ?? "");
  const bounds = JSON.parse(page.dataset.bounds || "null");
  fitFor = filterOnly().toString();
  if (bounds && !view) fitTo(leaflet, bounds, 8);
  else leaflet.setView(view ? [Number(view[2]), Number(view[3])] : [38, 70], view ? Number(view[1]) : 4, { animate: false });
  map = new IncidentMap(leaflet, heard, $("[data-legend]"));
  new ResizeObserver(() => keepMiddle(leaflet)).observe(leaflet.getContainer());
  if (!write({ map: map.place() }, { replace: true })) update();
}

const tools = listenToTools(page, { resize: () => map && keepMiddle(map.map), period: () => [dayParam("from"), dayParam("to")], api: () => wholeFilter() });
window.addEventListener("map:init", (event) => startMap(/** @type {CustomEvent} */ (event).detail.map));
window.addEventListener("popstate", () => {
  fitFor = filterOnly().toString();
  const view = /^(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(state().get("map") ?? "");
  if (view && map) map.map.setView([Number(view[2]), Number(view[3])], Number(view[1]), { reset: true }); // else a near one is panned to by whole pixels
});
onState(update);
listenToForm(form);
$("[data-drawer]").addEventListener("click", (event) => {
  if (!(/** @type {Element} */ (event.target).closest("[data-close]"))) return;
  event.preventDefault();
  write({ selected: null });
});
listenToKeys({
  map: () => map?.map, fit: () => map?.fit(), list: $("[data-list]"), drawer: $("[data-drawer]"), play: player, close: () => write({ selected: null }),
  next: (way) => {
    const at = list.rows.findIndex((one) => one.id === selectedParam());
    const next = list.rows[at < 0 ? 0 : Math.min(list.rows.length - 1, Math.max(0, at + way))];
    if (next) write({ selected: String(next.id) }, { replace: true });
  },
});
