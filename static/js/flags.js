// @ts-check
/** Flags on the map: a short label on a plate, put where it covers neither an incident nor another label, or not at all. */
import { widthOf } from "./boxes.js";
import { svg, typeIcon } from "./svg.js";

const LINK = 26;

/**
 * @typedef {object} Words
 * @property {string} [head]
 * @property {string} [sub]
 * @property {{type: string, family: string, count: number}[]} [kinds]
 * @property {string} title
 * @property {string} family
 * @property {(one: import("./map.js").Pointed) => boolean} test which incidents it tells of
 * @property {() => void} click
 * @property {string} [link] of the border's page
 * @property {string} [linkTitle]
 * @property {string} [code] of the border that the link leads to
 * @property {{x: number, y: number}} [left] where it may stand to the left instead
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
    if (kind.count > 1) plate.append(Object.assign(document.createElement("b"), { textContent: String(kind.count) }));
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
  if (words.kinds) return [link + 14 + words.kinds.reduce((sum, kind) => sum + 20 + (kind.count > 1 ? 10 : 0), 0), 26];
  return [link + 22 + Math.max(widthOf(words.head ?? "", "650 13px"), widthOf(words.sub ?? "", "12px")), 42];
}

/**
 * The first of the spots where the flag is free; where none is, the shape alone speaks, with its tooltip.
 * @param {import("./map.js").IncidentMap} view @param {{x: number, y: number}[]} spots @param {Words} words
 */
export function flag(view, spots, words) {
  const [wide, high] = size(words);
  const corners = spots.flatMap(({ x, y }) => [{ x: x + 8, y: y - high / 2 }, { x: x + 8, y: y + 12 }, { x: x + 8, y: y - high - 12 }, { x: x - wide / 2, y: y + 16 }, { x: x - wide / 2, y: y - high - 16 }]);
  if (words.left) corners.push({ x: words.left.x - wide - 8, y: words.left.y - high / 2 }, { x: words.left.x - wide - 8, y: words.left.y + 14 }, { x: words.left.x - wide - 60, y: words.left.y + 30 });
  const free = corners.find(({ x, y }) => view.isInside([x, y, x + wide, y + high]) && view.taken.isFree([x, y, x + wide, y + high]));
  if (!free) return;
  view.taken.add([free.x - 4, free.y - 4, free.x + wide + 4, free.y + high + 4]);
  const icon = L.divIcon({ html: face(view, words), className: "flag-holder", iconSize: [wide, high], iconAnchor: [0, 0] });
  const marker = L.marker(view.map.layerPointToLatLng(L.point(free.x, free.y)), { icon, title: words.title, interactive: false, keyboard: false, pane: "marks" });
  view.layer.addLayer(marker);
  if (words.code) view.linked.add(words.code);
}
