// @ts-check
/** Dots: up to 100,000 incidents as columns of numbers, drawn pixel by pixel into one image. */
import { across, down } from "./overlay.js";
import { pixel } from "./theme.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {{n: number, lon: Float32Array, lat: Float32Array, first: Int32Array, last: Int32Array, id: Uint32Array, type: Uint8Array, kind: Uint8Array, x: Float64Array, y: Float64Array}} Columns */

/** Kinds of shape as the columns tell them. */
export const CIRCLE = 2;
const NEAR = 9;

/** @param {ArrayBuffer} told @returns {Columns} */
export function columns(told) {
  const n = new DataView(told).getUint32(0, true);
  let at = 4;
  /** @template T @param {new (told: ArrayBuffer, at: number, n: number) => T} Column @param {number} size @returns {T} */
  const column = (Column, size) => {
    at += size * n;
    return new Column(told, at - size * n, n);
  };
  const [lon, lat] = [column(Float32Array, 4), column(Float32Array, 4)];
  const [first, last, id] = [column(Int32Array, 4), column(Int32Array, 4), column(Uint32Array, 4)];
  const [type, kind] = [column(Uint8Array, 1), column(Uint8Array, 1)];
  return { n, lon, lat, first, last, id, type, kind, x: Float64Array.from(lon, across), y: Float64Array.from(lat, down) };
}

let held = /** @type {{image: ImageData, pixels: Uint32Array} | null} */ (null);
/** One image for all frames, so that a pan leaves no rubbish. @param {CanvasRenderingContext2D} context @param {number} wide @param {number} high */
function blank(context, wide, high) {
  if (held?.image.width === wide && held.image.height === high) held.pixels.fill(0);
  else {
    const image = context.createImageData(wide, high);
    held = { image, pixels: new Uint32Array(image.data.buffer) };
  }
  return held;
}

/** The pixels of a dot round its middle: `rim` sets it off from its neighbours. @param {number} radius in device pixels */
function stamp(radius) {
  const [body, rim] = [/** @type {number[][]} */ ([]), /** @type {number[][]} */ ([])];
  const reach = Math.ceil(radius + 1);
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const away = Math.hypot(x, y);
      if (away <= radius) body.push([x, y, away]);
      else if (away <= radius + 1) rim.push([x, y, away]);
    }
  }
  return { body, rim, reach };
}

/**
 * @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Columns} told @param {string[]} families of each type
 * @param {[number, number] | null} lit days whose incidents stand out
 */
export function drawDots(context, frame, told, families, lit) {
  const [wide, high] = [context.canvas.width, context.canvas.height];
  const { image, pixels } = blank(context, wide, high);
  const { body, rim, reach } = stamp(2.4 * frame.scale);
  const flat = (/** @type {number[][]} */ spots) => Int32Array.from(spots, ([x, y]) => y * wide + x);
  const [solid, edge, heart] = [flat(body), flat(rim), flat(body.filter(([, , away]) => away < 1.3 * frame.scale))];
  const colours = Uint32Array.from(families, (family) => pixel(`--${family}`));
  const [paper, ink] = [pixel("--panel"), pixel("--ink")];
  const [size, left, top] = [frame.world * frame.scale, frame.left * frame.scale, frame.top * frame.scale];
  const put = (/** @type {Int32Array} */ spots, /** @type {number} */ at, /** @type {number} */ colour) => { for (let k = 0; k < spots.length; k++) pixels[at + spots[k]] = colour; };
  for (let index = 0; index < told.n; index++) {
    const x = Math.round(told.x[index] * size - left);
    const y = Math.round(told.y[index] * size - top);
    if (x < reach || y < reach || x >= wide - reach || y >= high - reach) continue;
    const at = y * wide + x;
    const shines = lit !== null && told.first[index] <= lit[1] && told.last[index] >= lit[0];
    put(edge, at, shines ? ink : paper);
    put(solid, at, colours[told.type[index]]);
    if (told.kind[index] === CIRCLE) put(heart, at, paper);
  }
  context.putImageData(image, 0, 0);
}

/** The dots within reach of a spot of the view, nearest first. @param {Columns} held @param {Frame} frame @param {number} x @param {number} y @returns {number[]} their indexes */
export function dotsAt(held, frame, x, y) {
  const reach = NEAR / frame.world;
  const [wantedX, wantedY] = [(frame.left + x) / frame.world, (frame.top + y) / frame.world];
  const found = [];
  for (let index = 0; index < held.n; index++) {
    const [aside, below] = [held.x[index] - wantedX, held.y[index] - wantedY];
    if (Math.abs(aside) <= reach && Math.abs(below) <= reach) found.push({ index, away: Math.hypot(aside, below) });
  }
  return found.sort((a, b) => a.away - b.away).map((one) => one.index);
}

/** The squares of the view in which a dot stands, by their corners. @param {Columns} held @param {Frame} frame @param {number} side @returns {[number, number][]} */
export function squares(held, frame, side) {
  const across = Math.ceil(frame.width / side);
  const found = new Set();
  for (let index = 0; index < held.n; index++) {
    const [x, y] = [held.x[index] * frame.world - frame.left, held.y[index] * frame.world - frame.top];
    if (x >= 0 && y >= 0 && x < frame.width && y < frame.height) found.add(Math.floor(y / side) * across + Math.floor(x / side));
  }
  return [...found].map((square) => [(square % across) * side, Math.floor(square / across) * side]);
}
