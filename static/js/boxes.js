// @ts-check
/** Which places on the map are taken, so that no label stands on an incident or on another label. */

/** @typedef {[number, number, number, number]} Box left, top, right, bottom in layer pixels */

/** @param {Box} a @param {Box} b */
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Boxes by grid cell, so that asking stays cheap with thousands of them. */
export class Boxes {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<string, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  *keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / this.cell); x <= Math.floor(right / this.cell); x++) {
      for (let y = Math.floor(top / this.cell); y <= Math.floor(bottom / this.cell); y++) yield `${x},${y}`;
    }
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const held = this.cells.get(key);
      if (held) held.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /** @param {Box} box */
  isFree(box) {
    for (const key of this.keys(box)) if (this.cells.get(key)?.some((other) => overlap(box, other))) return false;
    return true;
  }

  /** @returns {Boxes} */
  copy() {
    const made = new Boxes(this.cell);
    for (const [key, boxes] of this.cells) made.cells.set(key, [...boxes]);
    return made;
  }

  /** Keeps a line free of labels: small boxes along it. @param {{x: number, y: number}[]} line @param {number} half */
  addLine(line, half) {
    let [x, y] = [Infinity, Infinity];
    for (const point of line) {
      if (Math.abs(point.x - x) < half && Math.abs(point.y - y) < half) continue;
      [x, y] = [point.x, point.y];
      this.add([x - half, y - half, x + half, y + half]);
    }
  }
}

const ruler = document.createElement("canvas").getContext("2d");
/** @type {Map<string, number>} */
const widths = new Map();

/** @param {string} words @param {string} font as in CSS, without the family @returns {number} measured once */
export function widthOf(words, font) {
  const key = `${font} ${words}`;
  const held = widths.get(key);
  if (held !== undefined || !ruler) return held ?? words.length * 7;
  ruler.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const { width } = ruler.measureText(words);
  widths.set(key, width);
  return width;
}
