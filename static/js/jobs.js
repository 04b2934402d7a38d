// @ts-check
/** Rows of reports that are still being read, kept up to date in place. */
import { follow, shareOf, words } from "./live.js";

const host = /** @type {HTMLElement | null} */ (document.querySelector("[data-progress-url]"));
const watched = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-watch][data-report]"))];

if (host) {
  follow(host.dataset.progressUrl ?? "", () => watched().map((row) => Number(row.dataset.report)), (told) => {
    const row = watched().find((one) => Number(one.dataset.report) === told.report);
    const state = row?.querySelector("[data-state]");
    if (!row || !state) return;
    state.textContent = words(told);
    const bar = /** @type {HTMLProgressElement | null} */ (row.querySelector("[data-bar]"));
    if (bar) bar.value = shareOf(told);
    if (told.state !== "done" && told.state !== "quarantined") return;
    delete row.dataset.watch;
    const [incidents, statements] = [row.querySelector("[data-incidents]"), row.querySelector("[data-statements]")];
    if (incidents) incidents.textContent = String(told.incidents ?? 0);
    if (statements) statements.textContent = String(told.statements ?? 0);
    const onMap = /** @type {HTMLElement | null} */ (row.querySelector("[data-on-map]"));
    if (onMap && told.incidents) onMap.hidden = false;
    if (bar) bar.hidden = true;
    row.classList.toggle("refused", told.state === "quarantined");
    if ("reload" in row.dataset) location.reload();
  });
}
