// @ts-check
/** Colours of the present theme for canvas, which knows no style sheet; whoever paints is told when they change. */

/** @type {Map<string, string>} */
const known = new Map();

/** A colour of the theme as canvas wants it: light-dark() is resolved by the browser first. @param {string} name a custom property */
export function colour(name) {
  const held = known.get(name);
  if (held) return held;
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  known.set(name, seen);
  return seen;
}

const ruler = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** The same colour as one number of an image's memory. @param {string} name @returns {number} */
export function pixel(name) {
  if (!ruler) return 0xff000000;
  ruler.fillStyle = colour(name);
  ruler.fillRect(0, 0, 1, 1);
  const [r, g, b] = ruler.getImageData(0, 0, 1, 1).data;
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** @param {(isPaper: boolean) => void} heard */
export function onTheme(heard) {
  const changed = () => { known.clear(); heard("paper" in document.documentElement.dataset); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}
