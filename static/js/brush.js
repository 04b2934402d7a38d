// @ts-check
/** The brush over the timeline: drag to choose a period, or use the two handles with the arrow keys. */
import { svg } from "./svg.js";

/**
 * @typedef {object} Plan
 * @property {(day: number) => number} x
 * @property {number} first
 * @property {number} last
 * @property {number} width
 * @property {number} base
 * @property {number} top
 * @property {{from: number | null, to: number | null}} period
 * @property {(from: number | null, to: number | null, final: boolean) => void} heard
 * @property {(day: number) => string} words
 * @property {(day: number) => void} click
 */

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

export class Brush {
  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    const { width, top, base } = plan;
    this.wash = svg("rect", { class: "tl-wash", y: top, height: base - top });
    this.target = svg("rect", { class: "tl-target", x: 0, y: top, width, height: base - top });
    /** What lies outside the period steps back behind them. */
    this.veils = [svg("rect", { class: "tl-veil", x: 0, y: top, height: base - top }), svg("rect", { class: "tl-veil", y: top, height: base - top })];
    this.handles = [this.handle("From", -1), this.handle("To", 1)];
    this.back = svg("g", { class: "tl-brush" }, [this.wash, this.target]);
    this.front = svg("g", { class: "tl-brush" }, this.handles);
    this.target.addEventListener("pointerdown", (event) => this.sweep(/** @type {PointerEvent} */ (event)));
    this.dragging = false;
    this.set(plan.period.from, plan.period.to);
  }

  clamp = (/** @type {number} */ day) => Math.min(this.plan.last, Math.max(this.plan.first, day));

  /** @param {number | null} from @param {number | null} to */
  set(from, to) {
    if (this.dragging) return;
    [this.from, this.to] = [this.clamp(from ?? this.plan.first), this.clamp(to ?? this.plan.last)];
    this.place();
  }

  place() {
    const { x, width, first, last, top, words } = this.plan;
    const [left, right] = [x(this.from), x(this.to + 1)];
    this.wash.setAttribute("x", String(left));
    this.wash.setAttribute("width", String(Math.max(0, right - left)));
    this.wash.classList.toggle("chosen", this.from > first || this.to < last);
    this.veils[0].setAttribute("width", String(left));
    this.veils[1].setAttribute("x", String(right));
    this.veils[1].setAttribute("width", String(Math.max(0, width - right)));
    [left, right].forEach((at, index) => {
      this.handles[index].setAttribute("transform", `translate(${at},${top})`);
      this.handles[index].setAttribute("aria-valuenow", String(index ? this.to : this.from));
      this.handles[index].setAttribute("aria-valuetext", words(index ? this.to : this.from));
    });
  }

  /** @param {boolean} final */
  tell(final) {
    this.place();
    const { first, last, heard } = this.plan;
    heard(this.from > first ? this.from : null, this.to < last ? this.to : null, final);
  }

  /** @param {number} side @param {number} day */
  move(side, day) {
    if (side < 0) this.from = Math.min(this.to, this.clamp(day));
    else this.to = Math.max(this.from, this.clamp(day));
  }

  /** @param {string} name @param {number} side */
  handle(name, side) {
    const { base, top, first, last } = this.plan;
    const grip = svg("g", { class: "tl-handle", role: "slider", tabindex: 0, "data-grip": name, "aria-label": `${name}: arrow keys move it by a day`, "aria-valuemin": first, "aria-valuemax": last }, [
      svg("rect", { class: "tl-grip-area", x: -12, y: 0, width: 24, height: base - top }),
      svg("path", { class: "tl-stem", d: `M0 0V${base - top}` }),
      svg("rect", { class: "tl-grip", x: -3, y: (base - top) / 2 - 16, width: 6, height: 32, rx: 3 }),
    ]);
    grip.addEventListener("keydown", (event) => {
      const [step, jump] = [STEPS[event.key], { Home: first, End: last }[event.key]];
      if (step === undefined && jump === undefined) return;
      event.preventDefault();
      this.move(side, jump ?? (side < 0 ? this.from : this.to) + step);
      this.tell(true);
    });
    grip.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.drag(event, grip, (day) => this.move(side, day));
    });
    return grip;
  }

  /** @param {PointerEvent} event */
  dayAt(event) {
    const { first, last, width } = this.plan;
    const share = (event.clientX - this.target.getBoundingClientRect().left) / width;
    return this.clamp(first + Math.floor(share * (last - first + 1)));
  }

  /** A sweep over the axis chooses a period; without a move it is a click. @param {PointerEvent} start */
  sweep(start) {
    const anchor = this.dayAt(start);
    let moved = false;
    this.drag(start, this.target, (day, event) => {
      moved ||= Math.abs(event.clientX - start.clientX) > 3;
      if (moved) [this.from, this.to] = [Math.min(anchor, day), Math.max(anchor, day)];
    }, () => { if (!moved) this.plan.click(anchor); return moved; });
  }

  /** @param {PointerEvent} start @param {Element} grip @param {(day: number, event: PointerEvent) => void} move @param {() => boolean} [ended] false where it was no drag */
  drag(start, grip, move, ended = () => true) {
    grip.setPointerCapture(start.pointerId);
    this.dragging = true;
    const onMove = (/** @type {Event} */ event) => {
      move(this.dayAt(/** @type {PointerEvent} */ (event)), /** @type {PointerEvent} */ (event));
      this.tell(false);
    };
    const onEnd = () => {
      grip.removeEventListener("pointermove", onMove);
      this.dragging = false;
      if (ended()) this.tell(true);
    };
    grip.addEventListener("pointermove", onMove);
    grip.addEventListener("lostpointercapture", onEnd, { once: true });
  }
}
