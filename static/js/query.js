// @ts-check
/** The URL is the only shared state of the page: one table says which parameters exist, and one function writes them. */
import { dayOf, isoOf } from "./incidents.js";

/** Parameters that choose incidents; the server's filter knows the same names. What is in no table only changes the view. */
const FILTERS = [
  "border", "country", "direction", "from_country", "to_country", "event_type", "family", "modality", "status", "actor", "place", "q",
  "report", "role", "where", "when", "where_prec", "bbox", "min_confidence", "certain_only", "ids", "tag",
  "date_prec", "part_of_day", "lasted", "actor_role", "actor_sector", "actor_kind", "actor_country", "claim_kind", "claim_basis",
  "claim_comparator",
];
const PERIOD = ["from", "to"];

/** @typedef {{first: number, last: number}} Span days since 1970 */

/** @returns {URLSearchParams} */
export const state = () => new URLSearchParams(location.search);

/**
 * Change some parameters, keep the rest; null or "" removes one.
 * @param {Record<string, string | string[] | null>} changes
 * @param {{replace?: boolean}} [options]
 * @returns {boolean} whether the URL is another one now
 */
export function write(changes, { replace = false } = {}) {
  const next = state();
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of [value].flat()) if (one) next.append(name, one);
  }
  // Slashes, colons, commas and dots stay readable in a link that people send each other.
  const query = next.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
  const url = location.pathname + (query ? `?${query}` : "");
  if (url === location.pathname + location.search) return false;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  window.dispatchEvent(new CustomEvent("bw:state"));
  return true;
}

/** @param {() => void} heard called after every change of the URL, by us or by Back and Forward */
export function onState(heard) {
  window.addEventListener("bw:state", heard);
  window.addEventListener("popstate", heard);
}

/** @param {string[]} names */
function part(names) {
  const kept = new URLSearchParams();
  for (const [name, value] of state()) if (names.includes(name) && value) kept.append(name, value);
  return kept;
}

/** The filter part of the state without the period. @returns {URLSearchParams} */
export const filterOnly = () => part(FILTERS);

/** The whole filter with the period, for links to lists, export and API. @returns {URLSearchParams} */
export const wholeFilter = () => part([...FILTERS, ...PERIOD]);

/** @param {"from" | "to"} name @returns {number | null} */
export function dayParam(name) {
  const value = state().get(name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayOf(value) : null;
}

/** Two days with dots between them. @param {"span" | "compare"} name @returns {Span | null} */
export function spanParam(name = "span") {
  const match = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(state().get(name) ?? "");
  if (!match) return null;
  const span = { first: dayOf(match[1]), last: dayOf(match[2]) };
  return span.first <= span.last ? span : null;
}

/** @param {number} first @param {number} last */
export const spanWords = (first, last) => `${isoOf(first)}..${isoOf(last)}`;

/** @returns {number | null} */
export const selectedParam = () => Number(state().get("selected")) || null;

export const isInView = () => state().get("inview") === "1";

/** @typedef {{from: number | null, to: number | null}} Period */

/** @param {any} map Leaflet's @param {Period} period @returns {URLSearchParams} what `/map/picture` is asked for this state */
export function pictureQuestion(map, { from, to }) {
  const asked = filterOnly();
  if (from !== null) asked.set("from", isoOf(from));
  if (to !== null) asked.set("to", isoOf(to));
  asked.set("view", map.getBounds().toBBoxString());
  asked.set("zoom", String(map.getZoom()));
  const compared = spanParam("compare");
  const span = compared && from !== null && to !== null ? { first: from, last: to } : spanParam("span");
  if (span) asked.set("span", spanWords(span.first, span.last));
  for (const name of ["selected", "sort", "inview"]) if (state().get(name)) asked.set(name, state().get(name) ?? "");
  return asked;
}

/** The same of the period to compare with; null where there is none. @param {any} map @param {Period} period */
export function comparedQuestion(map, period) {
  const compared = spanParam("compare");
  if (!compared || period.from === null || period.to === null) return null;
  return pictureQuestion(map, { from: compared.first, to: compared.last });
}

/** What `/map/rows` is asked for this state, but for the cursor. @param {any} map */
export function listQuestion(map) {
  const asked = wholeFilter();
  if (isInView() && map) asked.set("view", map.getBounds().toBBoxString());
  for (const name of ["sort", "inview"]) if (state().get(name)) asked.set(name, state().get(name) ?? "");
  return asked;
}
