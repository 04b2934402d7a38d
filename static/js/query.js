// @ts-check
/** The URL is the only shared state of the page: one table says which parameters exist, and one function writes them. */

/** Parameters that choose incidents; the server's filter knows the same names. What is in no table only changes the view. */
const FILTERS = [
  "border", "country", "direction", "from_country", "to_country", "event_type", "family", "modality", "status", "actor", "place", "q",
  "report", "role", "where", "when", "bbox", "min_confidence", "certain_only",
];
const PERIOD = ["from", "to"];

/** @returns {URLSearchParams} */
export const state = () => new URLSearchParams(location.search);

/**
 * Change some parameters, keep the rest; null or "" removes one.
 * @param {Record<string, string | string[] | null>} changes
 * @param {{replace?: boolean}} [options]
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
  if (url === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  window.dispatchEvent(new CustomEvent("bw:state"));
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

/** The filter part of the state without the period, which the page applies itself so that brushing is instant. */
export const filterQuery = () => part(FILTERS).toString();

/** The whole filter with the period, for links to lists, export and API. @returns {URLSearchParams} */
export const wholeFilter = () => part([...FILTERS, ...PERIOD]);
