// @ts-check
/** Progress of reading: one live stream, and polling where it cannot be held open. */
import { plural } from "./incidents.js";

/** @typedef {{report: number, state: string, stage: string, done: number, total: number, attempts: number, error: string, incidents: number | null, statements: number | null}} Progress */

const STATES = { queued: "queued", running: "reading", done: "done", quarantined: "could not be read" };

/** @param {Progress} p @returns {string} */
export function words(p) {
  if (p.state === "running" && p.stage) return `reading: ${p.stage}${p.total ? ` ${p.done}/${p.total}` : ""}`;
  if (p.state === "done") return `done: ${plural(p.incidents ?? 0, "incident")}, ${plural(p.statements ?? 0, "statement")}`;
  if (p.state === "queued" && p.attempts) return `waiting to try again: ${p.error}`;
  return STATES[p.state] + (p.error ? `: ${p.error}` : "");
}

/** How far a report has come, 0 to 1: the sentences are most of the way. @param {Progress} p @returns {number} */
export function shareOf(p) {
  if (p.state === "done" || p.state === "quarantined") return 1;
  if (p.state !== "running") return 0;
  return 0.1 + (p.total ? (0.8 * p.done) / p.total : 0);
}

/**
 * @param {string} pollUrl @param {() => number[]} wanted reports that are not done yet
 * @param {(progress: Progress) => void} heard
 */
export function follow(pollUrl, wanted, heard) {
  const address = document.documentElement.dataset.live;
  let isLive = false;
  let stream = /** @type {EventSource | null} */ (null);
  /** The stream is opened when there is something to hear of, and not before. */
  function listen() {
    if (!address || stream || !wanted().length) return;
    stream = new EventSource(address, { withCredentials: true });
    stream.onopen = () => { isLive = true; };
    stream.onmessage = (event) => { const told = JSON.parse(event.data); if (wanted().includes(told.report)) heard(told); };
    stream.onerror = () => { isLive = false; };
    window.addEventListener("pagehide", () => stream?.close());
  }
  let skipped = 0;
  const poll = async () => {
    const ids = wanted();
    listen();
    if (ids.length && !(isLive && ++skipped % 4)) {
      try {
        const answer = await fetch(`${pollUrl}?ids=${ids.join(",")}`);
        if (answer.ok) for (const told of (await answer.json()).reports) heard(told);
      } catch (problem) {
        console.warn("progress could not be asked for; trying again", problem);
      }
    }
    setTimeout(poll, 1000);
  };
  setTimeout(poll, 100);
}
