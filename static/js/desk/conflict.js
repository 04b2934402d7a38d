// @ts-check
/** Somebody saved the same field first: both values side by side, for the person to choose. */
import { say } from "./pane.js";

/** @param {string} words */
const value = (words) => Object.assign(document.createElement("span"), { textContent: words, dir: "auto" });

/** @param {string} words @param {() => void} act */
function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** @param {HTMLFormElement} form @param {{theirs: string, yours: string}} both @param {{take: () => void, keep: () => void}} acts */
export function showBoth(form, both, acts) {
  say("conflict", "conflict: somebody saved first");
  const box = Object.assign(document.createElement("span"), { className: "both" });
  const take = button("Take theirs", acts.take);
  box.append(value(`Theirs: ${both.theirs}`), take, value(`Yours: ${both.yours}`), button("Save mine", acts.keep));
  form.closest("[data-row]")?.querySelector("[data-note]")?.append(box);
  take.focus();
}
