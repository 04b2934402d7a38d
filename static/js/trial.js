// @ts-check
/** While a text stands in the box: what it would become, read by a worker and kept nowhere. The newest text wins. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-submit]"));
const box = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
const panel = /** @type {HTMLElement} */ (document.querySelector("[data-trial]"));
const shown = /** @type {HTMLElement} */ (panel.querySelector("[data-outcome]"));
const state = /** @type {HTMLElement} */ (panel.querySelector("[data-trying]"));

const SETTLED = 350;
const SHORTEST = 40; // characters: less is no report
const NEAR = 60; // ms between the first questions, while the outcome is expected
const FAR = 500;
const LONGEST = 20_000;

let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
const pause = (/** @type {number} */ ms) => new Promise((done) => { setTimeout(done, ms); });

/** @param {string} words */
function say(words) {
  state.textContent = words;
  state.hidden = !words;
}

async function attempt() {
  asked += 1;
  const mine = asked;
  panel.hidden = box.value.trim().length < SHORTEST;
  if (panel.hidden) return;
  const body = new FormData(form);
  body.delete("files");
  const begun = performance.now();
  const answer = await fetch(panel.dataset.trial ?? "", { method: "POST", body });
  const told = await answer.json();
  if (mine !== asked) return;
  if (!told.token) { say(told.problem); return; }
  while (mine === asked) {
    const waited = performance.now() - begun;
    if (waited > LONGEST) { say("No worker was free to try it; submitting works all the same."); return; }
    if (waited > 400) say("a worker reads it …");
    await pause(waited < 2000 ? NEAR : FAR);
    const made = await fetch(`${panel.dataset.trial}${told.token}/`);
    if (mine !== asked || made.status === 204) continue;
    if (made.ok) shown.innerHTML = await made.text();
    say(made.ok ? "" : await made.text());
    performance.measure("trial", { start: begun });
    return;
  }
}

form.addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).matches("[type=file]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => { attempt().catch((problem) => { say("The server cannot be reached; the text is still in the box."); console.warn(problem); }); }, SETTLED);
});
form.addEventListener("reset", () => { asked += 1; panel.hidden = true; shown.replaceChildren(); });
