// @ts-check
/** Lines and areas of the base map as columns of numbers, drawn in one go: no element and no object a point. */
import { across, down } from "./overlay.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {{xy: Float64Array, west: number, north: number, east: number, south: number}} Path in shares of the world */

/** Nearer than this to the point before, a point changes nothing that one could see. */
const FINE = 0.6;

/** Coordinates come as deltas of whole numbers, longitude first. @param {number[]} flat @param {number} scale @returns {Path} */
export function decode(flat, scale) {
  const xy = new Float64Array(flat.length);
  let [lon, lat, west, north, east, south] = [0, 0, 1, 1, 0, 0];
  for (let index = 0; index < flat.length; index += 2) {
    lon += flat[index];
    lat += flat[index + 1];
    const [x, y] = [across(lon / scale), down(lat / scale)];
    xy[index] = x;
    xy[index + 1] = y;
    [west, east, north, south] = [Math.min(west, x), Math.max(east, x), Math.min(north, y), Math.max(south, y)];
  }
  return { xy, west, north, east, south };
}

/** Adds what of the paths is in the frame to the context's outline. @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Path[]} paths @param {boolean} closed */
function trace(context, frame, paths, closed) {
  const { world, left, top, width, height } = frame;
  for (const { xy, west, north, east, south } of paths) {
    if (east * world < left || west * world > left + width || south * world < top || north * world > top + height) continue;
    let [lastX, lastY, side] = [Infinity, Infinity, 0];
    let [heldX, heldY] = [0, 0];
    let skipped = false;
    for (let index = 0; index < xy.length; index += 2) {
      const [x, y] = [xy[index] * world - left, xy[index + 1] * world - top];
      const here = x < 0 ? 1 : x > width ? 2 : y < 0 ? 3 : y > height ? 4 : 0;
      const isLast = index + 2 >= xy.length;
      // A stretch that stays beyond one edge shows nothing; its last point keeps the outline whole.
      const isHidden = here !== 0 && here === side && !isLast;
      const isNear = Math.abs(x - lastX) < FINE && Math.abs(y - lastY) < FINE && !isLast;
      if (isHidden || isNear) { [heldX, heldY, skipped] = [x, y, isHidden]; continue; }
      if (skipped) context.lineTo(heldX, heldY);
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
      [lastX, lastY, side, skipped] = [x, y, here, false];
    }
    if (closed) context.closePath();
  }
}

/** Whether the point, in shares of the world, lies in the areas. @param {Path[]} paths @param {number} x @param {number} y */
export function isWithin(paths, x, y) {
  let isIn = false;
  for (const { xy, west, north, east, south } of paths) {
    if (x < west || x > east || y < north || y > south) continue;
    for (let here = 0, last = xy.length - 2; here < xy.length; last = here, here += 2) {
      const [ax, ay, bx, by] = [xy[here], xy[here + 1], xy[last], xy[last + 1]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
    }
  }
  return isIn;
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Path[]} paths @param {string} colour */
export function fill(context, frame, paths, colour) {
  context.beginPath();
  trace(context, frame, paths, true);
  context.fillStyle = colour;
  context.fill("evenodd");
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Path[]} paths @param {{colour: string, width: number, dash?: number[], opacity?: number}} pen */
export function stroke(context, frame, paths, { colour, width, dash = [], opacity = 1 }) {
  context.beginPath();
  trace(context, frame, paths, false);
  Object.assign(context, { strokeStyle: colour, lineWidth: width, globalAlpha: opacity, lineJoin: "round" });
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}
