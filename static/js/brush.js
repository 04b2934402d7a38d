// @ts-check
/** The brush over the timeline: drag to choose a period, or use the two handles with the arrow keys. */
import { svg } from "./svg.js";

/**
 * @param {object} plan
 * @param {(day: number) => number} plan.x
 * @param {number} plan.first @param {number} plan.days @param {number} plan.width @param {number} plan.base @param {number} plan.top
 * @param {{from: number | null, to: number | null}} plan.period
 * @param {(from: number | null, to: number | null, final: boolean) => void} plan.heard
 * @param {(day: number) => string} plan.words
 * @returns {{back: SVGElement, front: SVGElement, dim: (root: Element) => void}} the wash goes behind the bars, the handles before them
 */
export function brush({ x, first, days, width, base, top, period, heard, words }) {
  const last = first + days - 1;
  const clamp = (/** @type {number} */ day) => Math.min(last, Math.max(first, day));
  let [from, to] = [clamp(period.from ?? first), clamp(period.to ?? last)];
  const wash = svg("rect", { class: "tl-wash", y: top, height: base - top });
  const target = svg("rect", { class: "tl-target", x: 0, y: top, width, height: base - top });
  const handles = [handle("From", -1), handle("To", 1)];
  let dimmed = /** @type {Element | null} */ (null);
  place();

  /** What lies outside the period steps back. @param {Element | null} root */
  function dim(root) {
    dimmed = root;
    for (const mark of root?.querySelectorAll("[data-first]") ?? []) {
      const { first: a, last: b } = /** @type {SVGElement} */ (mark).dataset;
      mark.classList.toggle("outside", Number(b) < from || Number(a) > to);
    }
  }

  function place() {
    const [left, right] = [x(from), x(to + 1)];
    const chosen = from > first || to < last;
    wash.setAttribute("x", String(left));
    wash.setAttribute("width", String(Math.max(0, right - left)));
    wash.classList.toggle("chosen", chosen);
    dim(dimmed);
    [left, right].forEach((at, index) => {
      handles[index].setAttribute("transform", `translate(${at},${top})`);
      handles[index].setAttribute("aria-valuenow", String(index ? to : from));
      handles[index].setAttribute("aria-valuetext", words(index ? to : from));
    });
  }

  /** @param {boolean} final */
  function tell(final) {
    place();
    heard(from > first ? from : null, to < last ? to : null, final);
  }

  /** @param {string} name @param {number} side */
  function handle(name, side) {
    const grip = svg("g", { class: "tl-handle", role: "slider", tabindex: 0, "data-grip": name, "aria-label": `${name}: arrow keys move it by a day`, "aria-valuemin": first, "aria-valuemax": last }, [
      svg("rect", { class: "tl-grip-area", x: -12, y: 0, width: 24, height: base - top }),
      svg("path", { class: "tl-stem", d: `M0 0V${base - top}` }),
      svg("rect", { class: "tl-grip", x: -3, y: (base - top) / 2 - 16, width: 6, height: 32, rx: 3 }),
    ]);
    grip.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[event.key];
      const jump = { Home: first, End: last }[event.key];
      if (step === undefined && jump === undefined) return;
      event.preventDefault();
      if (side < 0) from = Math.min(to, clamp(jump ?? from + (step ?? 0)));
      else to = Math.max(from, clamp(jump ?? to + (step ?? 0)));
      tell(true);
    });
    grip.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      drag(event, grip, (day) => {
        if (side < 0) from = Math.min(to, day);
        else to = Math.max(from, day);
      });
    });
    return grip;
  }

  /** @param {PointerEvent} event */
  const dayAt = (event) => {
    const box = target.getBoundingClientRect();
    const share = (event.clientX - box.left - (x(first) - 0)) / (x(last + 1) - x(first));
    return clamp(first + Math.floor(share * days));
  };

  /** @param {PointerEvent} start @param {Element} grip @param {(day: number) => void} move */
  function drag(start, grip, move) {
    grip.setPointerCapture(start.pointerId);
    const onMove = (/** @type {Event} */ event) => {
      move(dayAt(/** @type {PointerEvent} */ (event)));
      tell(false);
    };
    grip.addEventListener("pointermove", onMove);
    grip.addEventListener("pointerup", () => { grip.removeEventListener("pointermove", onMove); tell(true); }, { once: true });
  }

  target.addEventListener("pointerdown", (event) => {
    const anchor = dayAt(/** @type {PointerEvent} */ (event));
    let moved = false;
    drag(/** @type {PointerEvent} */ (event), target, (day) => {
      moved ||= day !== anchor;
      [from, to] = moved ? [Math.min(anchor, day), Math.max(anchor, day)] : [first, last];
    });
  });
  target.addEventListener("dblclick", () => { [from, to] = [first, last]; tell(true); });
  return { back: svg("g", { class: "tl-brush" }, [target, wash]), front: svg("g", { class: "tl-brush" }, handles), dim };
}
