// @ts-check
/** What the server tells of an incident, and the questions every panel asks of it. */

/**
 * @typedef {object} Incident
 * @property {number} id
 * @property {string} type
 * @property {string} label
 * @property {string} family
 * @property {string} modality
 * @property {string | null} start ISO day
 * @property {string | null} end ISO day
 * @property {string} when in words
 * @property {boolean} lasted
 * @property {number | null} prec
 * @property {string} border
 * @property {string} from
 * @property {string} to
 * @property {string} direction in words
 * @property {string} place
 * @property {{kind: "point" | "circle" | "section" | "none", lat?: number, lon?: number, km?: number}} where
 * @property {string} figure ">1,000"
 * @property {number | null} low
 * @property {number | null} high
 * @property {string} unit
 * @property {string} status
 * @property {string} url
 */

const DAY = 86400000;

/** @param {string} iso @returns {number} day number since 1970 */
export const dayOf = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);

/** @param {number} day @returns {string} */
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** @param {number} day @returns {Date} */
export const dateOf = (day) => new Date(day * DAY);

/**
 * Overlap decides, as everywhere in the product; an incident without a date is in no period.
 * @param {Incident} incident @param {number | null} from @param {number | null} to
 */
export function within(incident, from, to) {
  if (from === null && to === null) return true;
  if (!incident.start) return false;
  const first = dayOf(incident.start);
  const last = incident.end ? dayOf(incident.end) : first;
  return (to === null || first <= to) && (from === null || last >= from);
}

/** @param {Incident} incident @returns {boolean} true when its day is known exactly */
export const isExactDay = (incident) => !!incident.start && incident.start === (incident.end || incident.start);

/**
 * The sum of several figures, as honest as its parts: one open end opens the sum.
 * @param {Incident[]} incidents @returns {{low: number, words: string} | null}
 */
export function total(incidents) {
  const counted = incidents.filter((one) => one.low !== null || one.high !== null);
  if (!counted.length) return null;
  const low = counted.reduce((sum, one) => sum + (one.low ?? 0), 0);
  const high = counted.reduce((sum, one) => sum + (one.high ?? 0), 0);
  const open = counted.some((one) => one.high === null);
  const format = (/** @type {number} */ n) => n.toLocaleString("en-GB");
  if (open) return { low, words: `>${format(low)}` };
  return { low: low || high, words: low === high ? format(low) : `${format(low)}–${format(high)}` };
}
