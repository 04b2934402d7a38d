// @ts-check
/** Progress of reading: one live stream, and polling where it cannot be held open. */

/** @typedef {{report: number, state: string, stage: string, done: number, total: number, attempts: number, error: string, incidents: number | null, statements: number | null}} Progress */

const STATES = { queued: "queued", running: "reading", done: "done", quarantined: "quarantined" };

/** @param {Progress} p @returns {string} */
export function words(p) {
  if (p.state === "running" && p.stage) return `reading: ${p.stage}${p.total ? ` ${p.done}/${p.total}` : ""}`;
  if (p.state === "done") return `done: ${p.incidents ?? 0} incidents, ${p.statements ?? 0} statements`;
  if (p.state === "queued" && p.attempts) return `waiting to try again: ${p.error}`;
  return STATES[p.state] + (p.error ? `: ${p.error}` : "");
}

/**
 * @param {string} pollUrl @param {() => number[]} wanted reports that are not done yet
 * @param {(progress: Progress) => void} heard
 */
export function follow(pollUrl, wanted, heard) {
  const address = document.documentElement.dataset.live;
  let isLive = false;
  if (address && wanted().length) {
    const stream = new EventSource(address, { withCredentials: true });
    stream.onopen = () => { isLive = true; };
    stream.onmessage = (event) => { const told = JSON.parse(event.data); if (wanted().includes(told.report)) heard(told); };
    stream.onerror = () => { isLive = false; };
    window.addEventListener("pagehide", () => stream.close());
  }
  const poll = async () => {
    const ids = wanted();
    if (ids.length) {
      try {
        const answer = await fetch(`${pollUrl}?ids=${ids.join(",")}`);
        if (answer.ok) for (const told of (await answer.json()).reports) heard(told);
      } catch (problem) {
        console.warn("progress could not be asked for; trying again", problem);
      }
    }
    setTimeout(poll, isLive ? 4000 : 1000);
  };
  setTimeout(poll, 700);
}
