// @ts-check
/** A picture of a few incidents that a page brought along: the same form that the server gives of many. */
import { groupBy, total } from "./incidents.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./picture.js").Flow} Flow */

/** @param {Incident[]} incidents @param {import("./picture.js").Shapes} shapes @returns {any} a picture, as far as the map asks for it */
export function pictureOf(incidents, shapes) {
  const onSection = incidents.filter((one) => one.where.kind === "section");
  return { level: "marks", marks: incidents, rows: incidents, cells: [], sections: flowsOf(onSection), bounds: boundsOf(incidents, shapes) };
}

const isFlow = (/** @type {Incident} */ one) => !!(one.from && one.to) && one.modality === "actual";

/** One row a direction of each section. @param {Incident[]} incidents @returns {Flow[]} */
const flowsOf = (incidents) => [...groupBy(incidents, (one) => (isFlow(one) ? `${one.border} ${one.from} ${one.to}` : one.border)).values()].map(flowOf);

/** What these incidents of one section and direction come to. @param {Incident[]} group @returns {Flow} */
export function flowOf(group) {
  const [first] = group;
  const sum = isFlow(first) ? total(group) : null;
  const units = new Set(group.map((one) => one.unit));
  return {
    border: first.border, from: isFlow(first) ? first.from : "", to: isFlow(first) ? first.to : "", n: group.length, low: sum?.low ?? null, high: null, open: false,
    words: group.length === 1 ? first.figure : sum?.words ?? "", unit: units.size === 1 ? first.unit : sum ? "people" : "", days: new Set(group.map((one) => one.start)).size,
    nights: new Set(group.filter((one) => one.night).map((one) => one.start)).size, when: first.when, direction: first.direction,
    families: counts(group, (one) => one.family), types: counts(group, (one) => one.type), ids: group.map((one) => one.id),
  };
}

/** @param {Incident[]} group @param {(one: Incident) => string} key @returns {Record<string, number>} */
const counts = (group, key) => Object.fromEntries([...groupBy(group, key)].map(([name, some]) => [name, some.length]));

/** @param {Incident[]} incidents @param {import("./picture.js").Shapes} shapes @returns {[number, number, number, number] | null} */
function boundsOf(incidents, shapes) {
  const points = incidents.flatMap((one) => {
    if (one.where.kind === "section") return shapes[one.border]?.lines.flat() ?? [];
    return one.where.lat === undefined || one.where.lat === null ? [] : [[one.where.lat, one.where.lon ?? 0]];
  });
  if (!points.length) return null;
  const [lats, lons] = [points.map(([lat]) => lat), points.map(([, lon]) => lon)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
