// @ts-check
/** The geometry of flows: where a line is crossed, in which direction, and the outline of the arrow that crosses it. */

/** @typedef {{x: number, y: number}} Point */

const length = (/** @type {Point} */ a, /** @type {Point} */ b) => Math.hypot(b.x - a.x, b.y - a.y);

/** How far one has come at each point of a line, worked out once. @type {WeakMap<Point[], Float64Array>} */
const courses = new WeakMap();

/** @param {Point[]} line @returns {Float64Array} */
function course(line) {
  const held = courses.get(line);
  if (held) return held;
  const walked = new Float64Array(line.length);
  for (let index = 1; index < line.length; index++) walked[index] = walked[index - 1] + length(line[index - 1], line[index]);
  courses.set(line, walked);
  return walked;
}

/** @param {Point[]} line @returns {number} in pixels */
export const lengthOf = (line) => course(line)[line.length - 1] ?? 0;

/** @param {Point} from @param {Point} to @returns {Point} of length 1 */
function unit(from, to) {
  const size = length(from, to) || 1;
  return { x: (to.x - from.x) / size, y: (to.y - from.y) / size };
}

/** @param {Point[]} line @param {number} share 0 to 1 of its length @returns {Point} */
export function pointOn(line, share) {
  const walked = course(line);
  const wanted = lengthOf(line) * share;
  let [low, high] = [1, line.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (walked[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  const step = walked[low] - walked[low - 1];
  if (!(step > 0)) return line[line.length - 1];
  const t = Math.min(1, (wanted - walked[low - 1]) / step);
  return { x: line[low - 1].x + (line[low].x - line[low - 1].x) * t, y: line[low - 1].y + (line[low].y - line[low - 1].y) * t };
}

/** The line's heading over a stretch of it: a river border wriggles, an arrow should not. @param {Point[]} line @param {number} share @param {number} reach */
export const headingAt = (line, share, reach) => unit(pointOn(line, Math.max(0, share - reach)), pointOn(line, Math.min(1, share + reach)));

/** @param {Point[]} line @param {Point} from @returns {{share: number, away: number}} the nearest corner of the line */
export function nearest(line, from) {
  const walked = course(line);
  let [best, at] = [Infinity, 0];
  line.forEach((point, index) => {
    if (length(point, from) < best) [best, at] = [length(point, from), walked[index]];
  });
  return { share: at / (lengthOf(line) || 1), away: best };
}

/** @param {number} count @returns {number} arrow width in pixels: it grows with the root of the number */
export const widthFor = (count) => Math.max(4, Math.min(22, 3 + Math.sqrt(Math.max(0, count)) * 0.34));

/** @param {Point} heading @param {boolean} isLeft @returns {Point} the normal on this side; y counts downwards */
export const across = ({ x, y }, isLeft) => (isLeft ? { x: y, y: -x } : { x: -y, y: x });

/**
 * A tapered arrow that crosses at `at` in direction n. `spread` is the half-width of its foot: a flow that is known only by its
 * section gathers from a wide stretch of the line, one with a place starts as a point.
 * @param {Point} at @param {Point} n @param {number} width @param {number} spread
 * @returns {{body: Point[], foot: Point[], tip: Point, box: [number, number, number, number]}}
 */
export function arrow(at, n, width, spread) {
  const along = { x: -n.y, y: n.x };
  const on = (/** @type {number} */ ahead, /** @type {number} */ aside) => ({ x: at.x + n.x * ahead + along.x * aside, y: at.y + n.y * ahead + along.y * aside });
  const head = Math.max(11, width * 1.15);
  const ahead = 22 + width * 1.1 + head;
  const back = spread ? 14 + width * 0.9 : 20 + width * 0.8;
  const [half, wing, neck] = [width / 2, width * 0.95 + 3.5, ahead - head];
  const foot = spread ? funnel(on, back, half, spread) : [];
  const tail = spread ? half : Math.max(0.6, half * 0.2);
  const body = [on(-back * (spread ? 0.2 : 1), -tail), on(neck, -half), on(neck - head * 0.12, -wing), on(ahead, 0), on(neck - head * 0.12, wing), on(neck, half), on(-back * (spread ? 0.2 : 1), tail)];
  const all = [...foot, ...body];
  const xs = all.map((p) => p.x);
  const ys = all.map((p) => p.y);
  return { body, foot, tip: on(ahead, 0), box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

/** The pale foot: as wide as the stretch it gathers from, narrowing to the arrow's neck. @param {(ahead: number, aside: number) => Point} on @param {number} back @param {number} half @param {number} spread */
function funnel(on, back, half, spread) {
  const steps = 10;
  const side = (/** @type {number} */ sign) => Array.from({ length: steps + 1 }, (_, step) => {
    const t = step / steps;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return on(-back * (a + b) + back * 0.2 * c, sign * (spread * a + half * 1.1 * b + half * c));
  });
  return [...side(-1), ...side(1).reverse()];
}
