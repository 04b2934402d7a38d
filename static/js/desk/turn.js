// @ts-check
/** From one incident to the next: the next one is fetched ahead, so that it stands there at once. */
import { pane, swap } from "./pane.js";

const PANES = ["desk-head", "desk-text", "desk-form", "desk-bar"];
/** @type {Map<string, Promise<string | null>>} */
const ahead = new Map();
/** Decided in this sitting: a queue that was fetched before may still name them. @type {Set<string>} */
export const decided = new Set();

const isOne = (/** @type {string} */ url) => /^\/review\/\d+\//.test(url);
const numberOf = (/** @type {string} */ url) => /^\/review\/(\d+)\//.exec(url)?.[1] ?? "";

/** It waits again, or is looked at again. @param {string} url */
export const again = (url) => { decided.delete(numberOf(url)); };

/** @param {string} url @returns {Promise<string | null>} null where there is no such page any more */
async function fetched(url) {
  const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}part=desk`);
  return answer.ok ? answer.text() : null;
}

/** @param {string} url @returns {Promise<string | null>} */
function page(url) {
  const held = ahead.get(url);
  ahead.delete(url);
  return held ?? fetched(url);
}

export function fetchAhead() {
  const { next } = pane("desk-bar").dataset;
  if (next && isOne(next) && !ahead.has(next)) ahead.set(next, fetched(next));
}

/** @param {string} url an incident on the desk; anything else is opened as a page @param {boolean} [isBack] the browser has gone there already */
export async function show(url, isBack = false) {
  if (!isOne(url) || decided.has(numberOf(url))) { location.href = isOne(url) ? "/review/" : url; return; }
  const html = await page(url);
  if (html === null) { location.href = url; return; }
  if (!isBack && url !== location.pathname + location.search) history.pushState(null, "", url);
  const fresh = swap(html, PANES);
  const shapes = JSON.parse(fresh.getElementById("shapes")?.textContent ?? "{}");
  document.dispatchEvent(new CustomEvent("desk:shapes", { detail: shapes }));
  document.dispatchEvent(new CustomEvent("desk:turned"));
  if (!pane("desk-form").contains(document.activeElement)) pane("desk-form").focus({ preventScroll: true });
  fetchAhead();
}

export function next() {
  return show(/** @type {string} */ (pane("desk-bar").dataset.next));
}

window.addEventListener("popstate", () => { again(location.pathname); show(location.pathname + location.search, true); });
