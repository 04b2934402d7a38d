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
 * @property {number | null} first the same as a day number, NaN-free; null without a date
 * @property {number | null} last
 * @property {string} when in words
 * @property {boolean} lasted
 * @property {boolean} night in the evening, at night or in the early hours
 * @property {string} part of its day: early_hours, morning, afternoon, evening, night or nothing
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
 * @property {string} says who gives the figure; empty where only the report does
 * @property {number} twins number of the group of likely equal incidents that it belongs to
 * @property {number | null} counts the same of those whose figures its flow adds up; null where its own is none of people, or of what did not happen
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

/** @param {any[]} told @returns {Incident[]} with day numbers, read once and not on every move of the brush */
export const received = (told) =>
  told.map((one) => ({ ...one, first: one.start ? dayOf(one.start) : null, last: one.start ? dayOf(one.end ?? one.start) : null }));

/** @param {Incident} incident @returns {boolean} true when its day is known exactly */
export const isExactDay = (incident) => incident.first !== null && incident.first === incident.last;

/** @template T, K @param {T[]} list @param {(one: T) => K} key @returns {Map<K, T[]>} */
export function groupBy(list, key) {
  const made = new Map();
  for (const one of list) {
    const held = made.get(key(one));
    if (held) held.push(one);
    else made.set(key(one), [one]);
  }
  return made;
}

const WRITTEN = new Intl.NumberFormat("en-GB");
export const counted = (/** @type {number} */ n) => WRITTEN.format(n);

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${counted(n)} ${n === 1 ? one : many}`;

/**
 * The sum of several figures, as honest as its parts: one open end opens the sum, and incidents that are likely the same
 * count once, at their lowest.
 * @param {Incident[]} incidents @returns {{low: number, words: string} | null}
 */
export function total(incidents) {
  let [low, high, open, any] = [0, 0, false, false];
  for (const group of groupBy(incidents.filter((one) => one.counts !== null), (one) => one.counts).values()) {
    any = true;
    low += Math.min(...group.map((one) => one.low ?? 0));
    high += Math.max(...group.map((one) => one.high ?? 0));
    open ||= group.some((one) => one.high === null);
  }
  if (!any) return null;
  if (open) return { low, words: `>${counted(low)}` };
  return { low: low || high, words: low === high ? counted(low) : `${counted(low)}–${counted(high)}` };
}
