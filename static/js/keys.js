// @ts-check
/** The dashboard's keys; `?` on every page lists them. */
import { isTyping } from "./page.js";

/**
 * @param {{map: () => any, fit: () => void, list: HTMLElement, drawer: HTMLElement, close: () => void, next: (way: number) => void, play: import("./play.js").Player}} acts
 */
export function listenToKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector("[popover]:popover-open")) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === " " && target.closest("button, a, summary, [role=button]")) return;
    const inMap = !!target.closest(".leaflet-container");
    const act = {
      f: acts.fit, l: () => (acts.list.querySelector("a.incident-row") ?? acts.list).focus(), j: () => acts.next(1), k: () => acts.next(-1),
      e: () => acts.drawer.querySelector("[data-open]")?.click(), "[": () => acts.play.step(-1), "]": () => acts.play.step(1),
      " ": () => acts.play.toggle(), "+": inMap ? null : () => acts.map()?.zoomIn(), "-": inMap ? null : () => acts.map()?.zoomOut(),
      Escape: acts.drawer.hidden ? null : acts.close,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
