// @ts-check
/** A flow of a few days as one arrow a day, so that one sees it grow. */
import { flowOf } from "./fewset.js";
import { groupBy } from "./incidents.js";

/** @typedef {import("./sections.js").Flow} Flow */
/** @typedef {import("./incidents.js").Incident} Incident */

/** More arrows than this tell less than one. */
const MOST = 4;

/**
 * The flow by days, the earliest first; as it is where not all of its incidents are at hand, some only may have happened, or days are many.
 * @param {Flow} flow @param {Incident[]} rows @returns {Flow[]}
 */
export function byDay(flow, rows) {
  const own = rows.filter((one) => one.where.kind === "section" && one.border === flow.border && one.from === flow.from && one.to === flow.to && one.modality === "actual" && one.first !== null);
  if (flow.change !== undefined || own.length !== flow.n) return [flow];
  const days = [...groupBy(own, (one) => `${one.first} ${one.last}`).values()];
  if (days.length < 2 || days.length > MOST) return [flow];
  days.sort(([a], [b]) => (a.first ?? 0) + (a.last ?? 0) - (b.first ?? 0) - (b.last ?? 0));
  return days.map((some) => ({ ...flowOf(some), span: [some[0].first ?? 0, some[0].last ?? 0] }));
}
