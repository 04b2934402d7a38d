// @ts-check
/** The URL is the only shared state of the page: one table says which parameters exist, and one function writes them. */

/** Parameters that choose incidents; the server's filter knows the same names. */
export const FILTERS = ["border", "country", "direction", "event_type", "modality", "status", "actor", "q", "report", "from", "to", "certain_only"];

/** Parameters that only change the view; the server never sees a need for them. */
export const VIEW = ["map", "selected", "bars", "tab"];

/** @returns {URLSearchParams} */
export const state = () => new URLSearchParams(location.search);

/**
 * Change some parameters, keep the rest; null or "" removes one.
 * @param {Record<string, string | null>} changes
 * @param {{replace?: boolean}} [options]
 */
export function write(changes, { replace = false } = {}) {
  const next = state();
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
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

/** The filter part of the state without the period, which the page applies itself so that brushing is instant. */
export function filterQuery() {
  const kept = new URLSearchParams();
  for (const [name, value] of state()) if (FILTERS.includes(name) && name !== "from" && name !== "to" && value) kept.append(name, value);
  return kept.toString();
}
