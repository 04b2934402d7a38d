// @ts-check
/** The main page: one set of incidents, shown by map, timeline and list alike; the URL says which. */
import { openDrawer } from "./drawer.js";
import { dayOf, isoOf, within } from "./incidents.js";
import { List } from "./list.js";
import { IncidentMap } from "./map.js";
import { filterQuery, onState, state, write } from "./query.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./incidents.js").Incident} Incident */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-dashboard]"));
const $ = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
const addresses = page.dataset;

const held = { query: /** @type {string | null} */ (null), incidents: /** @type {Incident[]} */ ([]), sections: {}, hidden: 0, total: 0 };
let map = /** @type {IncidentMap | null} */ (null);

const heard = {
  open: (/** @type {number} */ id) => write({ selected: String(id) }),
  ring: (/** @type {number[]} */ ids) => { list.ring(ids); map?.ring(ids); },
  moved: (/** @type {string} */ view) => write({ map: view }, { replace: true }),
  border: (/** @type {string} */ code) => write({ border: state().get("border") === code ? null : code }),
  period: (/** @type {number | null} */ from, /** @type {number | null} */ to, /** @type {boolean} */ final) => {
    if (final) write({ from: from === null ? null : isoOf(from), to: to === null ? null : isoOf(to) });
    else render(from, to, false);
  },
};
const list = new List($("[data-list]"), heard);
const timeline = new Timeline($("[data-timeline]"), heard);

const dayParam = (/** @type {string} */ name) => {
  const value = state().get(name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayOf(value) : null;
};

/** @param {number | null} from @param {number | null} to @param {boolean} whole also redraw the timeline, which a drag must not */
function render(from, to, whole) {
  const shown = held.incidents.filter((one) => within(one, from, to));
  const selected = Number(state().get("selected")) || null;
  list.show(shown, selected);
  map?.show(shown, held.sections, selected);
  map?.ring([]);
  if (whole) timeline.show({ incidents: held.incidents, from, to, measure: state().get("bars") === "people" ? "people" : "incidents", span: spanParam() });
  counts(shown);
}

function spanParam() {
  const match = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(state().get("span") ?? "");
  return match ? { first: dayOf(match[1]), last: dayOf(match[2]) } : null;
}

/** @param {Incident[]} shown */
function counts(shown) {
  const words = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ many) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
  $("[data-count]").textContent = words(shown.length, "incident", "incidents") + (held.total > held.incidents.length ? ` of the newest ${held.incidents.length.toLocaleString("en-GB")} (${held.total.toLocaleString("en-GB")} in all)` : "");
  $("[data-no-place]").textContent = String(shown.filter((one) => one.where.kind === "none").length);
  $("[data-no-date]").textContent = String(held.incidents.filter((one) => !one.start).length);
  $("[data-hidden]").textContent = String(held.hidden + held.incidents.length - shown.length);
}

async function load() {
  const query = filterQuery();
  if (held.query === query) return;
  page.setAttribute("aria-busy", "true");
  const answer = await fetch(`${addresses.incidentsUrl}?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    $("[data-problem]").textContent = `The incidents could not be loaded (${answer.status}). What you see is the last good answer; reload to try again.`;
    $("[data-problem]").hidden = false;
    return;
  }
  const got = await answer.json();
  Object.assign(held, { query, incidents: got.incidents, sections: { ...held.sections, ...got.sections }, hidden: got.hidden, total: got.total });
  $("[data-problem]").hidden = true;
  page.removeAttribute("aria-busy");
}

/** @param {boolean} fit bring everything into view, as on the first visit and after a new filter */
async function update(fit) {
  const before = held.query;
  await load();
  render(dayParam("from"), dayParam("to"), true);
  syncForm();
  if (fit || (before !== null && before !== held.query)) map?.fit();
  const selected = Number(state().get("selected")) || null;
  await openDrawer($("[data-drawer]"), selected, addresses.drawerUrl ?? "", () => write({ selected: null }));
}

/** The form shows what the URL says, whoever changed it. */
function syncForm() {
  for (const field of page.querySelectorAll("form[data-filters] [name]")) {
    const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (field);
    const values = state().getAll(input.name);
    if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
  for (const tab of page.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String((state().get("tab") ?? "map") === /** @type {HTMLElement} */ (tab).dataset.tab));
  page.dataset.showing = state().get("tab") ?? "map";
  for (const measure of page.querySelectorAll("[data-bars]")) measure.setAttribute("aria-pressed", String((state().get("bars") ?? "incidents") === /** @type {HTMLElement} */ (measure).dataset.bars));
  const apiLink = /** @type {HTMLAnchorElement | null} */ (page.querySelector("[data-api-link]"));
  if (apiLink) apiLink.href = `${addresses.apiUrl}?${withPeriod()}`;
}

function withPeriod() {
  const query = new URLSearchParams(filterQuery());
  for (const name of ["from", "to"]) if (state().get(name)) query.set(name, state().get(name) ?? "");
  return query;
}

/** @param {any} leaflet */
function startMap(leaflet) {
  const view = /^(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(state().get("map") ?? "");
  if (view) leaflet.setView([Number(view[2]), Number(view[3])], Number(view[1]));
  else leaflet.setView([38, 70], 3);
  map = new IncidentMap(leaflet, heard);
  update(!view);
}

window.addEventListener("map:init", (event) => startMap(/** @type {CustomEvent} */ (event).detail.map));
onState(() => update(false));

page.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-tab],[data-bars],[data-fit],[data-zoom-span],[data-all-time]"));
  if (!button) return;
  if (button.dataset.tab) { write({ tab: button.dataset.tab === "map" ? null : button.dataset.tab }); window.dispatchEvent(new Event("resize")); }
  else if (button.dataset.bars) write({ bars: button.dataset.bars === "people" ? "people" : null });
  else if ("fit" in button.dataset) map?.fit();
  else if ("zoomSpan" in button.dataset) zoomSpan();
  else write({ span: null, from: null, to: null });
});

/** The timeline shows just the chosen period, with a little room on both sides. */
function zoomSpan() {
  const [from, to] = [dayParam("from"), dayParam("to")];
  if (from === null || to === null) return;
  const room = Math.max(2, Math.round((to - from) * 0.1));
  write({ span: `${isoOf(from - room)}..${isoOf(to + room)}` });
}

page.querySelector("form[data-filters]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  apply(/** @type {HTMLFormElement} */ (event.target));
});
page.querySelector("form[data-filters]")?.addEventListener("change", (event) => apply(/** @type {HTMLFormElement} */ (/** @type {HTMLInputElement} */ (event.target).form)));

/** @param {HTMLFormElement} form */
function apply(form) {
  const kept = state();
  for (const name of new Set([...form.elements].map((field) => /** @type {HTMLInputElement} */ (field).name))) if (name) kept.delete(name);
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) kept.append(name, value);
  kept.delete("selected");
  history.pushState(null, "", `${location.pathname}?${kept}`);
  window.dispatchEvent(new CustomEvent("bw:state"));
}
