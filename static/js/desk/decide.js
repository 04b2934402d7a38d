// @ts-check
/** Accept, reject, skip: one key each. The next incident stands there while the decision is still on its way. */
import { fresh } from "./form.js";
import { address, incident, pane, post, say } from "./pane.js";
import { again, decided, next, show } from "./turn.js";
import { offerUndo } from "./undo.js";

/** @param {Record<string, string>} values */
async function decide(values) {
  const [here, number, to] = [location.pathname + location.search, incident(), pane("desk-bar").dataset.next ?? "/review/"];
  say("saving", "saving …");
  const sent = post(address("act") + location.search, { ...values, next: to });
  decided.add(number);
  const isLast = !/^\/review\/\d+\//.test(to);
  if (!isLast) await next();
  const { status, told } = await sent;
  if (status !== 200) {
    again(here);
    await show(here);
    say("problem", told.problem);
    return;
  }
  if (isLast) { location.href = to; return; }
  say("saved", told.title);
  count(told.left, told.pace);
  if (told.undo) offerUndo(told.undo, told.title);
}

/** @param {string} left @param {number | null} pace */
function count(left, pace) {
  const line = /** @type {HTMLElement} */ (document.querySelector(".desk-count"));
  line.replaceChildren(Object.assign(document.createElement("strong"), { textContent: left }), ` left${pace === null ? "" : ` · ${pace} s median`}`);
}

export const accept = () => decide({ act: "accept" });
export const skip = () => next();

const dialog = () => /** @type {HTMLDialogElement} */ (pane("reasons"));
export const askReason = () => dialog().showModal();

/** @param {string} reason */
function reject(reason) {
  if (!reason.trim()) { /** @type {HTMLElement} */ (dialog().querySelector("[data-other-reason]")).focus(); return; }
  dialog().close();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (dialog().querySelectorAll("li button"))) button.autofocus = button.value === reason;
  decide({ act: "reject", reason });
}

/** Open, its reasons are chosen by number, and what was chosen last has the focus. */
function listenToTakingOut() {
  document.addEventListener("click", (event) => {
    const list = /** @type {HTMLDetailsElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-take-out] > summary")?.parentElement ?? null);
    if (!list) return;
    event.preventDefault(); // opened by itself, the list would take the focus only after the next key
    list.open = !list.open;
    if (list.open) /** @type {HTMLElement} */ (list.querySelector("[data-last]") ?? list.querySelector("li button")).focus();
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const list = /** @type {HTMLDetailsElement | null} */ (target.closest("[data-take-out][open]"));
    if (!list || target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = /** @type {HTMLButtonElement | undefined} */ (list.querySelectorAll("li button")[Number(event.key) - 1]);
    if (event.key === "Escape") { list.open = false; list.querySelector("summary")?.focus(); }
    else if (button) button.click();
    else return;
    event.preventDefault();
  });
}

export function listenToDecisions() {
  listenToTakingOut();
  dialog().addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement) return;
    const button = /** @type {HTMLButtonElement | undefined} */ (dialog().querySelectorAll("li button")[Number(event.key) - 1]);
    if (button) { event.preventDefault(); reject(button.value); }
  });
  dialog().addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = /** @type {HTMLButtonElement} */ (event.submitter);
    reject(pressed.value || /** @type {HTMLInputElement} */ (dialog().querySelector("[data-other-reason]")).value);
  });
  dialog().querySelector("[data-close]")?.addEventListener("click", () => dialog().close());
  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-act]")) return;
    event.preventDefault();
    say("saving", "saving …");
    const body = new FormData(form, event.submitter);
    const { status, told } = await post(address("act"), Object.fromEntries([...body].map(([name, value]) => [name, String(value)])));
    if (status !== 200) { say("problem", told.problem); return; }
    if (told.form) fresh(told);
    else await show(told.next);
    say("saved", told.title);
    if (told.undo) offerUndo(told.undo, told.title);
  });
}
