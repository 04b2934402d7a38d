// @ts-check
/** What the bars are stacked of: event types where they are few, families of types otherwise; and the key that says so. */
import { element } from "./elements.js";
import { typeIcon } from "./svg.js";

/** @typedef {{code: string, label: string, family: string}} Type */
/** @typedef {{name: string, label: string, family: string, shade: number, isType: boolean}} Stack of one colour: its family's, in a shade of its own */

const FAMILIES = ["movement", "force", "control", "crime", "deaths", "talk", "other"];
/** Shades of one colour that are still told apart. */
const SHADES = 4;

/** From the ground up, only what occurs. @param {import("./picture.js").Histogram} histogram @param {Type[]} types @returns {Stack[]} */
export function stacksOf({ by, buckets }, types) {
  const names = new Set(buckets.flatMap(([, , parts]) => Object.keys(parts)));
  if (by === "family") return FAMILIES.filter((name) => names.has(name)).map((name) => ({ name, label: name, family: name, shade: 0, isType: false }));
  const all = [...types, { code: "other", label: "Other", family: "other" }];
  return FAMILIES.flatMap((family) => shaded(all.filter((one) => one.family === family), names));
}

/** A type keeps its shade whatever else is shown, but where two would share one. @param {Type[]} types of one family @param {Set<string>} names which occur @returns {Stack[]} */
function shaded(types, names) {
  /** @type {Set<number>} */
  const used = new Set();
  return types.flatMap(({ code, label, family }, index) => {
    if (!names.has(code)) return [];
    let shade = index % SHADES;
    while (used.has(shade) && used.size < SHADES) shade = (shade + 1) % SHADES;
    used.add(shade);
    return [{ name: code, label, family, shade, isType: true }];
  });
}

/** @param {HTMLElement} list @param {Stack[]} stacks @param {string} unsure the word for what may lie in several bars, where something does */
export function drawKey(list, stacks, unsure) {
  const rows = stacks.map((one) => {
    const icon = one.isType ? [typeIcon(one.name, one.family, 14)] : [];
    return element("li", `family-${one.family} shade-${one.shade}`, [element("span", "swatch", []), ...icon, one.label]);
  });
  if (unsure) rows.push(element("li", `unsure-${unsure}`, [element("span", "swatch", []), `${unsure}: some time about then`]));
  list.hidden = !rows.length;
  list.replaceChildren(...rows);
}
