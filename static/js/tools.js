// @ts-check
/** The dashboard's small switches: tabs of the phone, what bars count, the timeline's span, the link to this view. */
import { isoOf } from "./incidents.js";
import { state, write } from "./query.js";

/**
 * @param {HTMLElement} page
 * @param {{fit: () => void, resize: () => void, period: () => (number | null)[], api: () => URLSearchParams}} acts
 */
export function listenToTools(page, acts) {
  const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(selector));

  page.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-tab],[data-bars],[data-zoom-span],[data-all-time],[data-copy-link]"));
    if (!button) return;
    if (button.dataset.tab) write({ tab: button.dataset.tab === "map" ? null : button.dataset.tab });
    else if (button.dataset.bars) write({ bars: button.dataset.bars === "people" ? "people" : null });
    else if ("zoomSpan" in button.dataset) zoomSpan();
    else if ("copyLink" in button.dataset) copyLink(button);
    else write({ span: null, from: null, to: null });
  });

  /** The timeline shows just the chosen period, with a little room on both sides. */
  function zoomSpan() {
    const [from, to] = acts.period();
    if (from === null || to === null) return;
    const room = Math.max(2, Math.round((to - from) * 0.1));
    write({ span: `${isoOf(from - room)}..${isoOf(to + room)}` });
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

  /** Buttons and links show what the URL says. */
  function sync() {
    const [tab, bars, [from, to]] = [state().get("tab") ?? "map", state().get("bars") ?? "incidents", acts.period()];
    for (const button of all("[data-tab]")) button.setAttribute("aria-pressed", String(button.dataset.tab === tab));
    for (const button of all("[data-bars]")) button.setAttribute("aria-pressed", String(button.dataset.bars === bars));
    for (const button of all("[data-zoom-span]")) button.hidden = from === null || to === null;
    for (const button of all("[data-all-time]")) button.hidden = from === null && to === null && !state().get("span");
    for (const link of all("[data-api-link]")) /** @type {HTMLAnchorElement} */ (link).href = `${page.dataset.apiUrl}?${acts.api()}`;
    if (page.dataset.showing === tab) return;
    page.dataset.showing = tab;
    acts.resize();
  }

  return { sync };
}
