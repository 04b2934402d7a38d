// @ts-check
/** Play: the chosen period slides along the timeline by its own width. The only thing on the page that moves by itself. */
import { isoOf } from "./incidents.js";
import { state, write } from "./query.js";

const EVERY = 1200;
const SPEEDS = [0.5, 1, 2, 4, 8];

/**
 * The period one width earlier or later; null when it would leave the span.
 * @param {{first: number, last: number}} span @param {number} from @param {number} to @param {number} way -1 or 1
 */
export function stepped(span, from, to, way) {
  const wide = to - from + 1;
  const next = { from: from + way * wide, to: to + way * wide };
  return next.to < span.first || next.from > span.last ? null : next;
}

export class Player {
  /** @param {HTMLElement} page @param {() => {span: {first: number, last: number} | null, from: number | null, to: number | null}} ask */
  constructor(page, ask) {
    [this.page, this.ask] = [page, ask];
    this.button = /** @type {HTMLElement} */ (page.querySelector("[data-play]"));
    this.timer = 0;
    this.button.addEventListener("click", () => this.toggle());
    page.querySelector("[data-speed]")?.addEventListener("change", (event) => {
      const chosen = /** @type {HTMLSelectElement} */ (event.target).value;
      write({ speed: chosen === "1" ? null : chosen }, { replace: true });
      if (this.timer) this.start();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.stop(); });
    // Who reads or works elsewhere on the page is not overtaken by it.
    page.addEventListener("focusin", (event) => { if (!(/** @type {Element} */ (event.target).closest("[data-play], [data-speed]"))) this.stop(); });
  }

  speed() {
    const asked = Number(state().get("speed"));
    return SPEEDS.includes(asked) ? asked : 1;
  }

  start() {
    window.clearInterval(this.timer);
    this.timer = window.setInterval(() => this.step(1) || this.stop(), EVERY / this.speed());
    this.paint();
  }

  toggle() {
    if (this.timer) return this.stop();
    const { span, from } = this.ask();
    if (!span) return;
    if (from === null) this.write(span.first, span.first + Math.max(0, Math.round((span.last - span.first + 1) / 12) - 1));
    this.start();
  }

  stop() {
    if (!this.timer) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    this.paint();
  }

  /** @param {number} way @returns {boolean} false at the end of the span */
  step(way) {
    const { span, from, to } = this.ask();
    if (!span) return false;
    const next = stepped(span, from ?? span.first, to ?? span.last, way);
    if (next) this.write(next.from, next.to);
    return !!next;
  }

  /** @param {number} from @param {number} to */
  write(from, to) {
    write({ from: isoOf(from), to: isoOf(to) }, { replace: true });
  }

  paint() {
    const on = this.timer > 0;
    this.button.setAttribute("aria-pressed", String(on));
    const [icon, words] = [this.button.querySelector("use"), this.button.querySelector("span")];
    icon?.setAttribute("href", `${document.documentElement.dataset.ui}#${on ? "pause" : "play"}`);
    if (words) words.textContent = on ? "Pause" : "Play";
  }
}
