// @ts-check
/** The main page: one set of incidents, shown by map, timeline and list alike; the URL says which. */
import { drawChips, listenToForm, setDrawer, syncForm } from "./chips.js";
import { openDrawer } from "./drawer.js";
import { counted, dayOf, isoOf, plural, received, within } from "./incidents.js";
import { listenToKeys } from "./keys.js";
import { List } from "./list.js";
import { IncidentMap } from "./map.js";
import { Player } from "./play.js";
import { filterQuery, onState, state, wholeFilter, write } from "./query.js";
import { covered, Timeline } from "./timeline.js";
import { listenToTools } from "./tools.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-dashboard]"));
const $ = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
const form = /** @type {HTMLFormElement} */ ($("form[data-filters]"));

const held = { query: /** @type {string | null} */ (null), incidents: /** @type {Incident[]} */ ([]), sections: {}, hidden: 0, total: 0, shown: /** @type {Incident[]} */ ([]) };
let map = /** @type {IncidentMap | null} */ (null);

const heard = {
  open: (/** @type {number} */ id) => write({ selected: String(id) }),
  ring: (/** @type {number[]} */ ids) => { list.ring(ids); map?.ring(ids); timeline.ring(ids); },
  moved: (/** @type {string} */ view) => write({ map: view }, { replace: true }),
  border: (/** @type {string} */ code) => write({ border: state().get("border") === code ? null : code }),
  flow: (/** @type {string} */ border, /** @type {string} */ from, /** @type {string} */ to) => write({ border, direction: `${from}>${to}` }),
  period: (/** @type {number | null} */ from, /** @type {number | null} */ to, /** @type {boolean} */ final) => {
    if (final) write({ from: from === null ? null : isoOf(from), to: to === null ? null : isoOf(to) });
    else later(from, to);
  },
};
const list = new List($("[data-list]"), $("[data-drawer]"), heard);
const timeline = new Timeline($("[data-timeline]"), $("[data-span]"), heard);
const player = new Player($("[data-play]"), () => ({ span: spanParam() ?? covered(held.incidents), from: dayParam("from"), to: dayParam("to") }));

const dayParam = (/** @type {string} */ name) => {
  const value = state().get(name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayOf(value) : null;
};
const selectedParam = () => Number(state().get("selected")) || null;

function spanParam() {
  const match = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(state().get("span") ?? "");
  return match ? { first: dayOf(match[1]), last: dayOf(match[2]) } : null;
}

let waiting = 0;
/** A drag tells of every pixel; the panels follow once a frame. @param {number | null} from @param {number | null} to */
function later(from, to) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => render(from, to));
}

/** @param {number | null} from @param {number | null} to */
function render(from, to) {
  held.shown = held.incidents.filter((one) => within(one, from, to));
  list.show(held.shown, selectedParam());
  map?.show(held.shown, held.sections, selectedParam(), state().get("border") ?? "");
  counts();
}

function counts() {
  const left = held.total - held.incidents.length;
  const strong = document.createElement("strong");
  strong.textContent = counted(held.shown.length);
  const words = ` ${plural(held.shown.length, "incident").replace(/^[\d,]+ /, "")}${left > 0 ? ` of the newest ${counted(held.incidents.length)}; ${counted(held.total)} in all` : ""}`;
  $("[data-count]").replaceChildren(strong, words);
  setDrawer(page, "no-place", held.shown.filter((one) => one.where.kind === "none").length, { where: "none" });
  setDrawer(page, "no-date", held.incidents.filter((one) => one.first === null).length, { when: "none" });
  setDrawer(page, "hidden", held.hidden + held.incidents.length - held.shown.length, null);
}

async function load() {
  const query = filterQuery();
  if (held.query === query) return;
  page.setAttribute("aria-busy", "true");
  const answer = await fetch(`${page.dataset.incidentsUrl}?${query}`, { headers: { Accept: "application/json" } });
  page.removeAttribute("aria-busy");
  $("[data-problem]").hidden = answer.ok;
  if (!answer.ok) {
    $("[data-problem]").textContent = `The incidents could not be loaded (${answer.status}). What you see is the last good answer; reload to try again.`;
    return;
  }
  const got = await answer.json();
  Object.assign(held, { query, incidents: received(got.incidents), sections: { ...held.sections, ...got.sections }, hidden: got.hidden, total: got.total });
}

let last = "";
/** Moving the map changes the URL and nothing else. */
function onlyMoved() {
  const rest = state();
  rest.delete("map");
  const same = last === String(rest);
  last = String(rest);
  return same;
}

/** @param {boolean} fit bring everything into view, as on the first visit and after a new filter */
async function update(fit) {
  const before = held.query;
  await load();
  const [from, to] = [dayParam("from"), dayParam("to")];
  render(from, to);
  timeline.show({ incidents: held.incidents, from, to, measure: state().get("bars") === "people" ? "people" : "incidents", span: spanParam() });
  syncForm(form);
  drawChips($("[data-chips]"), form);
  tools.sync();
  if (fit || (before !== null && before !== held.query)) map?.fit();
  await openDrawer($("[data-drawer]"), selectedParam(), page.dataset.drawerUrl ?? "", (id) => list.link(id));
}

/** @param {any} leaflet */
function startMap(leaflet) {
  const view = /^(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(state().get("map") ?? "");
  if (view) leaflet.setView([Number(view[2]), Number(view[3])], Number(view[1]), { animate: false });
  else leaflet.setView([38, 70], 4, { animate: false });
  map = new IncidentMap(leaflet, heard, $("[data-legend]"));
  update(!view);
}

const tools = listenToTools(page, { fit: () => map?.fit(), resize: () => map?.map.invalidateSize(), period: () => [dayParam("from"), dayParam("to")], api: () => wholeFilter() });
window.addEventListener("map:init", (event) => startMap(/** @type {CustomEvent} */ (event).detail.map));
onState(() => onlyMoved() || update(false));
listenToForm(form);
$("[data-drawer]").addEventListener("click", (event) => {
  if (!(/** @type {Element} */ (event.target).closest("[data-close]"))) return;
  event.preventDefault();
  write({ selected: null });
});
listenToKeys({
  map: () => map?.map, fit: () => map?.fit(), list: $("[data-list]"), drawer: $("[data-drawer]"), play: player, close: () => write({ selected: null }),
  next: (way) => {
    const at = held.shown.findIndex((one) => one.id === selectedParam());
    const next = held.shown[at < 0 ? 0 : Math.min(held.shown.length - 1, Math.max(0, at + way))];
    if (next) write({ selected: String(next.id) }, { replace: true });
  },
});
