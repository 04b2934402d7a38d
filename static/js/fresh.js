// @ts-check
/** A part of the page that a worker is still busy with: fetched again until it is done, the rest of the page stays. */

const EVERY = 1000;
const part = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-fresh]"));

async function again() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fetched = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-fresh]");
  const shown = part();
  if (!fetched || !shown || fetched.innerHTML === shown.innerHTML) return;
  const held = shown.contains(document.activeElement);
  shown.replaceWith(fetched);
  if (held) /** @type {HTMLElement} */ (document.querySelector("main")).focus({ preventScroll: true });
}

while (part()?.dataset.fresh === "waiting") {
  await new Promise((done) => { setTimeout(done, EVERY); });
  try {
    await again();
  } catch (problem) {
    if (!(problem instanceof TypeError)) throw problem; // the line is down for a moment; the next round asks again
  }
}
