// @ts-check
/** The desk's panes: found anew after every change, swapped without losing focus, and the one word about saving. */

/** @param {string} id @returns {HTMLElement} */
export const pane = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
export const incident = () => pane("desk-form").dataset.incident ?? "";
/** @param {string} act @returns {string} */
export const address = (act) => `/review/${incident()}/${act}/`;

/** @param {"saving" | "saved" | "conflict" | "problem" | ""} state @param {string} words */
export function say(state, words) {
  const word = /** @type {HTMLElement} */ (document.querySelector("[data-word]"));
  word.dataset.state = state;
  word.textContent = words;
}

/** @typedef {{status: number, told: any}} Answer */

/** @param {string} url @param {Record<string, string>} values @returns {Promise<Answer>} status 0 where the server was not reached */
export async function post(url, values) {
  const token = /** @type {HTMLInputElement} */ (document.querySelector("#desk-bar [name=csrfmiddlewaretoken]")).value;
  try {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(values), headers: { "HX-Request": "true", "X-CSRFToken": token } });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, told: isJson ? await answer.json() : { problem: `The server answered ${answer.status}; nothing was changed.` } };
  } catch {
    return { status: 0, told: { problem: "The server was not reached; what you typed is kept here. Try again." } };
  }
}

/** Where the focus stands, in words that outlive a new form. */
function place() {
  const at = /** @type {HTMLElement | null} */ (document.activeElement);
  const input = /** @type {HTMLInputElement | null} */ (at?.matches("input, textarea, select") ? at : null);
  return { field: at?.closest("[data-field]")?.getAttribute("data-field"), row: at?.closest("[data-row]")?.id, pane: at?.closest("#desk-form, #desk-text, #desk-head, #desk-bar")?.id, start: input?.selectionStart, end: input?.selectionEnd };
}

/** @param {ReturnType<typeof place>} was */
function back(was) {
  if (!was.pane || pane(was.pane)?.contains(document.activeElement)) return;
  const field = was.field ? document.querySelector(`[data-field="${was.field}"] [name=value]`) : null;
  const row = was.row ? document.getElementById(was.row) : null;
  const to = /** @type {HTMLElement} */ (field ?? row ?? pane(was.pane === "desk-text" ? "desk-text" : "desk-form"));
  if (to === row) to.tabIndex = -1;
  to.focus({ preventScroll: true });
  const input = /** @type {HTMLInputElement} */ (to);
  if (field && input.setSelectionRange && was.start !== null && was.start !== undefined) input.setSelectionRange(was.start, was.end ?? was.start);
}

/** Told of each new form. @type {(() => void)[]} */
const heard = [];
export const onForm = (/** @type {() => void} */ act) => { heard.push(act); };

/** Panes of a fresh page in place of the present ones. @param {string} html @param {string[]} ids */
export function swap(html, ids) {
  const was = place();
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const id of ids) {
    const [old, one] = [pane(id), fresh.getElementById(id)];
    if (!old || !one) continue;
    const { scrollTop } = old;
    old.replaceWith(one);
    if (id === "desk-form" && ids.length === 1) one.scrollTop = scrollTop;
  }
  for (const act of heard) act();
  back(was);
  return fresh;
}
