// @ts-check
/** The search page while one types: the last word counts as a beginning until it is ended or sent; the address says what is shown. */

const WAIT = 150; // ms after the last letter
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-search]"));
const found = /** @type {HTMLElement | null} */ (document.querySelector("[data-found]"));
if (form && found) listen(form, found);

/** @param {string} typed */
const open = (typed) => (/[\p{L}\p{N}]$/u.test(typed) && (typed.match(/"/g) ?? []).length % 2 === 0 ? `${typed}*` : typed);

/** @param {HTMLFormElement} form @param {HTMLElement} found */
function listen(form, found) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  /** @type {AbortController | undefined} */
  let asking;
  let waiting = 0;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    found.ariaBusy = "true";
    try {
      const query = new URLSearchParams({ q: open(input.value.trimStart()) });
      const answer = await fetch(`${location.pathname}?${query}`, { headers: { "HX-Request": "true" }, signal: asking.signal });
      if (!answer.ok) return;
      found.innerHTML = await answer.text();
      found.ariaBusy = "false";
      history.replaceState(null, "", `?${query}`);
    } catch (problem) {
      if (/** @type {Error} */ (problem).name !== "AbortError") form.submit();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", () => { clearTimeout(waiting); asking?.abort(); });
}
