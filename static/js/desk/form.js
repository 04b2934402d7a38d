// @ts-check
/** The form: checked as one types, saved on Enter or on leaving a field, given up on Escape; a conflict shows both values. */
import { showBoth } from "./conflict.js";
import { drafts, drop, keep } from "./drafts.js";
import { address, onForm, pane, post, say, swap } from "./pane.js";
import { offerUndo } from "./undo.js";

const CHECK_AFTER = 180;
const CHOSEN_AFTER = 700;
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/** @param {HTMLFormElement} form @returns {Input} */
export const inputOf = (form) => /** @type {Input} */ (form.elements.namedItem("value"));
/** @param {string} field @returns {HTMLFormElement | null} */
export const formOf = (field) => document.querySelector(`form[data-field="${field}"]`);
const versionOf = (/** @type {HTMLFormElement} */ form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("version"));
const idOf = (/** @type {HTMLFormElement} */ form) => form.dataset.field ?? "";
const told = (/** @type {Input} */ input) => (input instanceof HTMLSelectElement ? ([...input.options].find((one) => one.defaultSelected)?.value ?? input.options[0]?.value ?? "") : input.defaultValue);
const isChanged = (/** @type {HTMLFormElement} */ form) => inputOf(form).value !== told(inputOf(form));
const valuesOf = (/** @type {HTMLFormElement} */ form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

/** @param {HTMLFormElement} form @param {string} words @param {boolean} [isProblem] */
function note(form, words, isProblem = false) {
  const line = /** @type {HTMLElement} */ (form.closest("[data-row]")?.querySelector("[data-note]"));
  line.textContent = words;
  line.classList.toggle("problem", isProblem);
  if (isProblem) inputOf(form).setAttribute("aria-invalid", "true");
  else inputOf(form).removeAttribute("aria-invalid");
}

let asked = 0;
/** @param {HTMLFormElement} form */
async function check(form) {
  const mine = ++asked;
  const { told: answer } = await post(address("check"), valuesOf(form));
  if (mine !== asked || !form.isConnected || !isChanged(form)) return;
  note(form, answer.problem ?? (answer.reads ? `→ ${answer.reads}` : ""), !!answer.problem);
}

/** @param {HTMLFormElement} form @returns {Promise<boolean>} whether it stands now */
export async function save(form) {
  if (form.dataset.saving) return false;
  form.dataset.saving = "true";
  asked += 1;
  say("saving", "saving …");
  const sent = valuesOf(form);
  const { status, told: answer } = await post(address("save"), sent);
  delete form.dataset.saving;
  if (status === 200) {
    drop(idOf(form));
    say("saved", `saved ${answer.at}`);
    if (answer.undo) offerUndo(answer.undo, answer.title);
    fresh(answer);
    return true;
  }
  keep(idOf(form), sent.value, sent.version);
  const shown = formOf(idOf(form)) ?? form;
  if (status === 409) {
    note(shown, "");
    showBoth(shown, answer, { take: () => { drop(idOf(shown)); reload(); }, keep: () => { versionOf(shown).value = String(answer.version); save(shown); } });
  }
  else { say("problem", "not saved"); note(shown, answer.problem, true); }
  return false;
}

/** A value that did not come from the keyboard: a type by its number, a pin. @param {string} field @param {string} value */
export async function saveValue(field, value) {
  const form = formOf(field);
  if (!form) return false;
  const input = inputOf(form);
  const before = input.value;
  if (input instanceof HTMLSelectElement) { input.value = value; return save(form); }
  input.value = value;
  const done = await save(form);
  if (!done && form.isConnected) input.value = before;
  return done;
}

/** @param {{form?: string, shapes?: any}} answer */
export function fresh(answer) {
  if (answer.form) swap(answer.form, ["desk-form"]);
  if (answer.shapes) document.dispatchEvent(new CustomEvent("desk:shapes", { detail: answer.shapes }));
}

async function reload() {
  const answer = await fetch(`${location.pathname}${location.search}${location.search ? "&" : "?"}part=desk`);
  swap(await answer.text(), ["desk-form"]);
  say("", "");
}

/** @param {HTMLFormElement} form */
function giveUp(form) {
  asked += 1;
  inputOf(form).value = told(inputOf(form));
  drop(idOf(form));
  form.classList.remove("dirty");
  note(form, "");
}

/** From a field back to the desk, where every letter is a key. @param {Element} from */
export function leave(from) {
  const row = /** @type {HTMLElement} */ (from.closest("[data-row]") ?? pane("desk-form"));
  if (row !== pane("desk-form")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
}

function restore() {
  for (const [field, draft] of Object.entries(drafts())) {
    const form = formOf(field);
    if (!form) continue;
    inputOf(form).value = draft.value;
    versionOf(form).value = draft.version;
    form.classList.add("dirty");
    if (!form.contains(document.activeElement)) note(form, "your draft, not saved yet: Enter in the field saves it, Esc drops it");
  }
}

const fieldOf = (/** @type {Event} */ event) => /** @type {HTMLFormElement | null} */ (/** @type {Element} */ (event.target).closest?.("form[data-field]"));
let timer = 0;
export function listenToForm() {
  document.addEventListener("input", (event) => {
    const form = fieldOf(event);
    if (!form) return;
    form.classList.toggle("dirty", isChanged(form));
    if (isChanged(form)) keep(idOf(form), inputOf(form).value, versionOf(form).value);
    else drop(idOf(form));
    clearTimeout(timer);
    const isChoice = inputOf(form) instanceof HTMLSelectElement;
    timer = setTimeout(() => (isChoice ? isChanged(form) && save(form) : check(form)), isChoice ? CHOSEN_AFTER : CHECK_AFTER);
  });
  document.addEventListener("submit", (event) => {
    const form = fieldOf(event);
    if (!form) return;
    event.preventDefault();
    clearTimeout(timer);
    if (isChanged(form)) { save(form); leave(form); } else leave(form);
  });
  document.addEventListener("focusout", (event) => {
    const form = fieldOf(event);
    if (form?.isConnected && isChanged(form) && !form.dataset.saving && !form.contains(/** @type {FocusEvent} */ (event).relatedTarget instanceof Node ? /** @type {Node} */ (/** @type {FocusEvent} */ (event).relatedTarget) : null) && document.hasFocus()) { clearTimeout(timer); save(form); }
  });
  document.addEventListener("keydown", (event) => {
    const form = fieldOf(event);
    if (!form || event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); clearTimeout(timer); giveUp(form); leave(form); }
    if (event.key === "Enter" && !event.shiftKey && (event.target instanceof HTMLSelectElement || event.target instanceof HTMLTextAreaElement)) { event.preventDefault(); form.requestSubmit(); }
  });
  onForm(restore);
  restore();
}
