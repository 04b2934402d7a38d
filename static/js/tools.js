// @ts-check
/** The dashboard's small switches: tabs of the phone, what bars count, the timeline's span, the period to compare with, the link to this view. */
import { isoOf } from "./incidents.js";
import { isInView, spanParam, spanWords, state, write } from "./query.js";

const SWITCHES = "[data-tab],[data-bars],[data-zoom-span],[data-all-time],[data-copy-link],[data-in-view],[data-compare],[data-compare-end]";

/**
 * @param {HTMLElement} page
 * @param {{resize: () => void, period: () => (number | null)[], api: () => URLSearchParams}} acts
 */
export function listenToTools(page, acts) {
  const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(selector));

  page.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(SWITCHES));
    if (!button) return;
    if (button.dataset.tab) write({ tab: button.dataset.tab === "map" ? null : button.dataset.tab });
    else if (button.dataset.bars) write({ bars: button.dataset.bars === "people" ? "people" : null });
    else if ("zoomSpan" in button.dataset) zoomSpan();
    else if ("copyLink" in button.dataset) copyLink(button);
    else if ("inView" in button.dataset) write({ inview: isInView() ? null : "1" });
    else if ("compare" in button.dataset) compare();
    else if ("compareEnd" in button.dataset) write({ compare: null });
    else write({ span: null, from: null, to: null, compare: null });
  });

  page.addEventListener("change", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.dataset.day) write({ [field.dataset.day]: field.value || null });
    else if ("sort" in field.dataset) write({ sort: field.value === "newest" ? null : field.value });
    else if (field.dataset.compareDay) compareFrom();
  });

  /** The timeline shows just the chosen period, with a little room on both sides. */
  function zoomSpan() {
    const [from, to] = acts.period();
    if (from === null || to === null) return;
    const room = Math.max(2, Math.round((to - from) * 0.1));
    write({ span: spanWords(from - room, to + room) });
  }

  /** Against the period of the same length just before, until another day is typed. */
  function compare() {
    const [from, to] = acts.period();
    if (from === null || to === null) return;
    write({ compare: spanWords(from - (to - from + 1), from - 1) });
  }

  function compareFrom() {
    const [first, last] = ["first", "last"].map((name) => /** @type {HTMLInputElement} */ (page.querySelector(`[data-compare-day="${name}"]`)).value);
    if (first && last && first <= last) write({ compare: `${first}..${last}` });
  }

  /** @param {HTMLElement} button */
  async function copyLink(button) {
    await navigator.clipboard.writeText(location.href);
    const words = /** @type {HTMLElement} */ (button.querySelector("span"));
    words.textContent = "Copied";
    setTimeout(() => { words.textContent = "Copy link"; }, 2000);
  }

  // On a phone the legend would cover the map; it opens on a tap.
  if (matchMedia("(max-width: 860px)").matches) for (const legend of all("[data-legend]")) /** @type {HTMLDetailsElement} */ (legend).open = false;
  for (const button of all("[data-copy-link]")) button.hidden = !navigator.clipboard;

  window.addEventListener("beforeprint", () => {
    const words = `${location.href} · as of ${new Date().toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}`;
    for (const line of all("[data-permalink]")) line.textContent = words;
  });

  /** @param {NodeListOf<HTMLElement>} fields @param {string} value */
  const fill = (fields, value) => { for (const field of fields) if (document.activeElement !== field) /** @type {HTMLInputElement} */ (field).value = value; };

  /** Buttons and links show what the URL says. */
  function sync() {
    const [tab, bars, [from, to], compared] = [state().get("tab") ?? "map", state().get("bars") ?? "incidents", acts.period(), spanParam("compare")];
    const isPeriod = from !== null && to !== null;
    for (const button of all("[data-tab]")) button.setAttribute("aria-pressed", String(button.dataset.tab === tab));
    for (const button of all("[data-bars]")) button.setAttribute("aria-pressed", String(button.dataset.bars === bars));
    for (const button of all("[data-in-view]")) button.setAttribute("aria-pressed", String(isInView()));
    for (const button of all("[data-zoom-span]")) button.hidden = !isPeriod || !!compared;
    for (const button of all("[data-compare]")) button.hidden = !isPeriod || !!compared;
    for (const part of all("[data-compared]")) part.hidden = !isPeriod || !compared;
    for (const button of all("[data-all-time]")) button.hidden = from === null && to === null && !state().get("span");
    const code = (state().get("border") ?? "").toUpperCase();
    for (const link of all("[data-border-link]")) {
      link.hidden = !/^[A-Z]{2}-[A-Z]{2}$/.test(code);
      if (!link.hidden) /** @type {HTMLAnchorElement} */ (link).href = `${page.dataset.bordersUrl}${code}/`;
    }
    for (const link of all("[data-brief-link]")) /** @type {HTMLAnchorElement} */ (link).href = `${link.dataset.briefUrl}?${acts.api()}`;
    for (const link of all("[data-api-link]")) /** @type {HTMLAnchorElement} */ (link).href = `${page.dataset.apiUrl}?${acts.api()}`;
    const words = acts.api().toString();
    for (const part of all("[data-copy-query]")) part.textContent = words && `?${words}`;
    fill(all('[data-day="from"]'), from === null ? "" : isoOf(from));
    fill(all('[data-day="to"]'), to === null ? "" : isoOf(to));
    fill(all('[data-compare-day="first"]'), compared ? isoOf(compared.first) : "");
    fill(all('[data-compare-day="last"]'), compared ? isoOf(compared.last) : "");
    fill(all("[data-sort]"), state().get("sort") ?? "newest");
    fill(all("[data-speed]"), state().get("speed") ?? "1");
    if (page.dataset.showing === tab) return;
    page.dataset.showing = tab;
    acts.resize();
  }

  return { sync };
}
