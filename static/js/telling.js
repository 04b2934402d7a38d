// @ts-check
/** What the map's page says in words: how many there are, what stands outside, and that nothing new came. */
import { setDrawer } from "./chips.js";
import { counted, plural } from "./incidents.js";
import { isInView } from "./query.js";

/** @param {HTMLElement} page @param {import("./picture.js").Picture} picture @param {string} against the other period, in words */
export function tellCounts(page, picture, against) {
  const strong = Object.assign(document.createElement("strong"), { textContent: counted(picture.total) });
  page.querySelector("[data-count]")?.replaceChildren(strong, ` ${plural(picture.total, "incident").replace(/^[\d,]+ /, "")}${against}${isInView() ? `, ${counted(picture.listed)} in view` : ""}`);
  setDrawer(page, "no-place", picture.no_place, { where: "none" });
  setDrawer(page, "no-date", picture.no_date, { when: "none" });
  setDrawer(page, "hidden", picture.hidden, null);
}

/** @param {HTMLElement} line @param {number} status @param {() => void} ask once more */
export function tellFailure(line, status, ask) {
  const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Try again" });
  again.addEventListener("click", ask);
  line.hidden = false;
  line.replaceChildren(`Not loaded (${status || "no connection"}): what you see is the last good answer. `, again);
}
