// @ts-check
/** Days to buckets and their labels. Days are whole numbers since 1970, so no clock change can shift one. */
import { dateOf, dayOf } from "./incidents.js";

/** @typedef {import("./picture.js").Histogram} Histogram */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const FURTHER = { day: nextDay, week: nextWeek, month: nextMonth, year: nextYear };

/** @typedef {{first: number, last: number, total: number, parts: Record<string, [number, number]>, certain: number, people: number}} Bar */
/** @typedef {{first: number, last: number, label: string, weekend: boolean}} Tick */

/** @param {Histogram} histogram @returns {Bar[]} */
export const barsOf = (histogram) =>
  histogram.buckets.map(([iso, total, parts, certain, people]) => {
    const first = dayOf(iso);
    return { first, last: FURTHER[histogram.unit](first)[0] - 1, total, parts, certain, people };
  });

/** Every bucket of the axis with its label, whether anything lies in it or not. @param {string} unit @param {number} first @param {number} last @returns {Tick[]} */
export function ticks(unit, first, last) {
  const made = [];
  for (let day = first; day <= last; ) {
    const [after, label] = FURTHER[unit](day);
    made.push({ first: day, last: after - 1, label, weekend: unit === "day" && dateOf(day).getUTCDay() % 6 === 0 });
    day = after;
  }
  return made;
}

/** @param {number} year @param {number} month */
const dayNumber = (year, month) => Math.round(Date.UTC(year, month, 1) / 86400000);

/** @param {number} day @returns {[number, string]} */
function nextDay(day) {
  const date = dateOf(day);
  const month = date.getUTCDate() === 1 ? ` ${MONTHS[date.getUTCMonth()]}` : "";
  return [day + 1, `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()}${month}`];
}

/** @param {number} day @returns {[number, string]} */
function nextWeek(day) {
  return [day + 7, `${dateOf(day).getUTCDate()} ${MONTHS[dateOf(day).getUTCMonth()]}`];
}

/** @param {number} day @returns {[number, string]} */
function nextMonth(day) {
  return [dayNumber(dateOf(day).getUTCFullYear(), dateOf(day).getUTCMonth() + 1), monthLabel(day)];
}

/** @param {number} day @returns {string} a January goes by its year */
export const monthLabel = (day) => (dateOf(day).getUTCMonth() === 0 ? `${dateOf(day).getUTCFullYear()}` : MONTHS[dateOf(day).getUTCMonth()]);

/** @param {number} day @returns {[number, string]} */
function nextYear(day) {
  const year = dateOf(day).getUTCFullYear();
  return [dayNumber(year + 1, 0), `${year}`];
}

/** @param {number} day @returns {string} "5 Jul 2021" */
export const dayWords = (day) => `${dateOf(day).getUTCDate()} ${MONTHS[dateOf(day).getUTCMonth()]} ${dateOf(day).getUTCFullYear()}`;

/** @param {number} first @param {number} last @returns {string} "1–10 Jul 2021" */
export function periodWords(first, last) {
  const [a, b] = [dateOf(first), dateOf(last)];
  if (first === last) return dayWords(first);
  const sameYear = a.getUTCFullYear() === b.getUTCFullYear();
  if (sameYear && a.getUTCMonth() === b.getUTCMonth()) return `${a.getUTCDate()}–${dayWords(last)}`;
  return sameYear ? `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} – ${dayWords(last)}` : `${dayWords(first)} – ${dayWords(last)}`;
}

/** @param {number} first @param {number} last @returns {string} "Jun – Jul 2021" */
export function monthWords(first, last) {
  const [a, b] = [dateOf(first), dateOf(last)];
  const name = (/** @type {Date} */ d) => `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
  if (name(a) === name(b)) return name(a);
  return a.getUTCFullYear() === b.getUTCFullYear() ? `${MONTHS[a.getUTCMonth()]} – ${name(b)}` : `${name(a)} – ${name(b)}`;
}
