// @ts-check
/** Days to pixels, buckets and their labels. Days are whole numbers since 1970, so no clock change can shift one. */
import { dateOf } from "./incidents.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** @typedef {{first: number, last: number, label: string, weekend: boolean}} Bucket */

/**
 * At most some 400 buckets by day, week, month or year, that cover first to last.
 * @param {number} first @param {number} last @returns {{unit: string, buckets: Bucket[]}}
 */
export function bucketsFor(first, last) {
  const days = last - first + 1;
  if (days <= 92) return { unit: "day", buckets: daily(first, last) };
  if (days <= 800) return { unit: "week", buckets: stepped(first - ((dateOf(first).getUTCDay() + 6) % 7), last, nextWeek) };
  if (days <= 366 * 33) return { unit: "month", buckets: stepped(monthStart(first), last, nextMonth) };
  return { unit: "year", buckets: stepped(yearStart(first), last, nextYear) };
}

/** @param {number} first @param {number} last @returns {Bucket[]} */
function daily(first, last) {
  const buckets = [];
  for (let day = first; day <= last; day++) {
    const date = dateOf(day);
    const weekday = date.getUTCDay();
    const month = date.getUTCDate() === 1 ? ` ${MONTHS[date.getUTCMonth()]}` : "";
    buckets.push({ first: day, last: day, label: `${WEEKDAYS[weekday]} ${date.getUTCDate()}${month}`, weekend: weekday % 6 === 0 });
  }
  return buckets;
}

/** @param {number} start @param {number} last @param {(day: number) => [number, string]} next @returns {Bucket[]} */
function stepped(start, last, next) {
  const buckets = [];
  for (let day = start; day <= last; ) {
    const [after, label] = next(day);
    buckets.push({ first: day, last: after - 1, label, weekend: false });
    day = after;
  }
  return buckets;
}

/** @param {number} year @param {number} month */
const dayNumber = (year, month) => Math.round(Date.UTC(year, month, 1) / 86400000);
/** @param {number} day */
const monthStart = (day) => dayNumber(dateOf(day).getUTCFullYear(), dateOf(day).getUTCMonth());
/** @param {number} day */
const yearStart = (day) => dayNumber(dateOf(day).getUTCFullYear(), 0);

/** @param {number} day @returns {[number, string]} */
const nextWeek = (day) => [day + 7, `${dateOf(day).getUTCDate()} ${MONTHS[dateOf(day).getUTCMonth()]}`];
/** @param {number} day @returns {[number, string]} */
function nextMonth(day) {
  const [year, month] = [dateOf(day).getUTCFullYear(), dateOf(day).getUTCMonth()];
  return [dayNumber(year, month + 1), month === 0 ? `${year}` : MONTHS[month]];
}
/** @param {number} day @returns {[number, string]} */
const nextYear = (day) => [dayNumber(dateOf(day).getUTCFullYear() + 1, 0), `${dateOf(day).getUTCFullYear()}`];

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
