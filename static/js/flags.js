// @ts-check
/** Flags on the map: a short label on a plate, put where it covers neither an incident nor another label, or not at all. */
import { widthOf } from "./boxes.js";
import { svg, typeIcon } from "./svg.js";

const LINK = 26;
/** How far from what it tells of a flag may stand, in pixels, and from where on a line leads there. */
const [AWAY, APART] = [[10, 26, 44, 68], 24];

/** @typedef {{x: number, y: number}} Point in layer pixels */
/**
 * @typedef {object} Words
 * @property {Point[]} spots where it may stand beside
 * @property {Point} [tip] of the arrow that it tells of
 * @property {number} weight
 * @property {string} border whose page it may lead to
 * @property {string} [head]
 * @property {string} [sub]
 * @property {{type: string, family: string, words: string}[]} [kinds] with how many they are, or the figure of the only one
 * @property {string} title
 * @property {string} family
 * @property {(one: import("./map.js").Pointed) => boolean} test which incidents it tells of
 * @property {() => void} click
 * @property {string} [link] of the border's page
 * @property {string} [linkTitle]
 * @property {string} [code] of the border that the link leads to
 */

/** The plate, a button, and beside it the way to the border's own page. @param {import("./map.js").IncidentMap} view @param {Words} words */
function face(view, words) {
  const holder = document.createElement("div");
  holder.className = "flag-parts";
  const plate = Object.assign(document.createElement("button"), { type: "button" });
  plate.setAttribute("aria-label", words.title);
  plate.addEventListener("click", words.click);
  plate.addEventListener("mouseenter", () => view.heard.point(words.test));
  plate.addEventListener("mouseleave", () => view.heard.point(null));
  holder.append(plate);
  if (words.link) holder.append(linkTo(words.link, words.linkTitle ?? ""));
  L.DomEvent.disableClickPropagation(holder);
  plate.className = `flag ${words.family ? `family-${words.family}` : "still"}`;
  for (const kind of words.kinds ?? []) {
    plate.append(typeIcon(kind.type, kind.family, 16));
    if (kind.words) plate.append(Object.assign(document.createElement("b"), { textContent: kind.words }));
  }
  if (words.head) plate.append(Object.assign(document.createElement("strong"), { textContent: words.head }));
  if (words.sub) plate.append(Object.assign(document.createElement("small"), { textContent: words.sub }));
  return holder;
}

/** @param {string} address @param {string} title */
function linkTo(address, title) {
  const link = Object.assign(document.createElement("a"), { className: "flag-link", href: address, title });
  link.setAttribute("aria-label", title);
  const icon = svg("svg", { class: "ui", width: 14, height: 14, "aria-hidden": "true" }, [svg("use", { href: `${document.documentElement.dataset.ui}#borders` })]);
  link.append(icon);
  return link;
}

/** @param {Words} words @returns {[number, number]} width and height */
function size(words) {
  const link = words.link ? LINK : 0;
  if (words.kinds) return [link + 14 + words.kinds.reduce((sum, kind) => sum + 20 + (kind.words ? 4 + widthOf(kind.words, "700 12px") : 0), 0), 26];
  return [link + 26 + Math.max(widthOf(words.head ?? "", "650 13px"), widthOf(words.sub ?? "", "12px")), 42];
}

/** Corners beside the spots, the nearest first. @param {Point[]} spots @param {number} wide @param {number} high */
function* beside(spots, wide, high) {
  for (const away of AWAY) {
    for (const { x, y } of spots) {
      const [left, right, above, below] = [x - away - wide, x + away, y - away - high, y + away];
      yield* [[right, y - high / 2], [left, y - high / 2], [x - wide / 2, above], [x - wide / 2, below], [right, above], [right, below], [left, above], [left, below]];
    }
  }
}

/** A line to what a flag tells of, where it had to stand apart. @param {import("./map.js").IncidentMap} view @param {Point} to @param {number[]} box */
function lead(view, to, [left, top, right, bottom]) {
  const from = { x: Math.max(left, Math.min(right, to.x)), y: Math.max(top, Math.min(bottom, to.y)) };
  if (Math.hypot(from.x - to.x, from.y - to.y) < APART) return;
  const ends = [from, to].map(({ x, y }) => view.map.layerPointToLatLng(L.point(x, y)));
  view.layer.addLayer(L.polyline(ends, { className: "leader", weight: 1, interactive: false }));
}

/**
 * All flags that are wanted, once every shape stands: the weightiest first, each at the nearest free place; where none is, the
 * shape alone speaks, with its tooltip.
 * @param {import("./map.js").IncidentMap} view
 */
export function placeFlags(view) {
  for (const words of view.wanted.toSorted((a, b) => b.weight - a.weight)) place(view, { ...words, ...view.pageOf(words.border) });
}

/** @param {import("./map.js").IncidentMap} view @param {Words} words */
function place(view, words) {
  const [wide, high] = size(words);
  const boxOf = (/** @type {number[]} */ [x, y]) => /** @type {import("./boxes.js").Box} */ ([x, y, x + wide, y + high]);
  const free = [...beside(words.spots, wide, high)].find((corner) => view.isInside(boxOf(corner)) && view.taken.isFree(boxOf(corner)));
  if (!free) return;
  const [x, y] = free;
  view.taken.add([x - 4, y - 4, x + wide + 4, y + high + 4]);
  if (words.tip) lead(view, words.tip, boxOf(free));
  const icon = L.divIcon({ html: face(view, words), className: "flag-holder", iconSize: [wide, high], iconAnchor: [0, 0] });
  view.layer.addLayer(L.marker(view.map.layerPointToLatLng(L.point(x, y)), { icon, title: words.title, interactive: false, keyboard: false, pane: "marks" }));
  if (words.code) view.linked.add(words.code);
}
