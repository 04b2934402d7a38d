// @ts-check
/** Arrows from country to country across a border section: one tapered shape, head one way, width by the root of the number. */

/** @typedef {{x: number, y: number}} Point */

/**
 * The middle of a line in pixels and its direction there, at a share of its length.
 * @param {Point[]} line @param {number} share 0 to 1 @returns {{at: Point, along: Point}}
 */
export function pointOn(line, share) {
  const lengths = line.slice(1).map((point, index) => Math.hypot(point.x - line[index].x, point.y - line[index].y));
  const whole = lengths.reduce((sum, one) => sum + one, 0) || 1;
  let left = whole * share;
  for (let index = 0; index < lengths.length; index++) {
    if (left <= lengths[index] || index === lengths.length - 1) {
      const [a, b] = [line[index], line[index + 1]];
      const t = lengths[index] ? Math.min(1, left / lengths[index]) : 0;
      return { at: { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }, along: direction(line, index, lengths) };
    }
    left -= lengths[index];
  }
  return { at: line[0], along: { x: 1, y: 0 } };
}

/**
 * The line's heading over some 60 pixels: a river border wriggles, an arrow should not.
 * @param {Point[]} line @param {number} index @param {number[]} lengths @returns {Point}
 */
function direction(line, index, lengths) {
  let [low, high, reach] = [index, index + 1, lengths[index]];
  while (reach < 60 && (low > 0 || high < line.length - 1)) {
    if (low > 0) reach += lengths[--low];
    if (high < line.length - 1) reach += lengths[high++];
  }
  const [dx, dy] = [line[high].x - line[low].x, line[high].y - line[low].y];
  const size = Math.hypot(dx, dy) || 1;
  return { x: dx / size, y: dy / size };
}

/** @param {number} count @param {number} zoom @returns {number} arrow width in pixels: the root of the number, less where the map is small */
export const widthFor = (count, zoom) => Math.max(3, Math.min(30, Math.sqrt(Math.max(1, count)) * 0.75)) * Math.min(1, Math.max(0.3, (zoom - 2) / 4));

/**
 * A tapered arrow that crosses the line at a right angle.
 * @param {Point} at where it crosses @param {Point} along the line's unit direction there
 * @param {Point} toward a pixel on the side that it points to @param {number} width
 * @returns {{outline: Point[], tip: Point, shoulder: Point}}
 */
export function arrow(at, along, toward, width) {
  let n = { x: -along.y, y: along.x };
  if ((toward.x - at.x) * n.x + (toward.y - at.y) * n.y < 0) n = { x: -n.x, y: -n.y };
  const length = Math.min(30, 6 + width * 3) + width * 1.6;
  const head = Math.max(9, width * 1.1);
  const half = width / 2;
  const on = (/** @type {number} */ ahead, /** @type {number} */ aside) => ({ x: at.x + n.x * ahead + along.x * aside, y: at.y + n.y * ahead + along.y * aside });
  const neck = length - head;
  return {
    outline: [on(-length, -half * 0.25), on(neck, -half * 0.8), on(neck, -half * 1.7 - 2), on(length, 0), on(neck, half * 1.7 + 2), on(neck, half * 0.8), on(-length, half * 0.25)],
    tip: on(length, 0),
    shoulder: on(neck + head / 2, half * 1.7 + 6),
  };
}

/**
 * Positions along a section for n arrows around its middle, left to right in the order given.
 * @param {number} n @param {number} room share of the line one arrow needs
 */
export const shares = (n, room) => Array.from({ length: n }, (_, index) => Math.min(0.97, Math.max(0.03, 0.5 + (index - (n - 1) / 2) * room)));
