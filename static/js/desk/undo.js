// @ts-check
/** The last act can be taken back: by key, and by a button that is offered for ten seconds after each write. */
import { pane, post, say } from "./pane.js";
import { again, show } from "./turn.js";

const OFFERED_FOR = 10_000;
let timer = 0;
let last = "";

const button = () => /** @type {HTMLElement} */ (document.querySelector("[data-undo]"));

/** @param {number} changeset @param {string} title what would be undone */
export function offerUndo(changeset, title) {
  last = String(changeset);
  clearTimeout(timer);
  button().hidden = false;
  button().title = title;
  const hide = () => {
    if (button().matches(":focus, :hover")) timer = setTimeout(hide, 2000);
    else button().hidden = true;
  };
  timer = setTimeout(hide, OFFERED_FOR);
}

export async function undo() {
  say("saving", "undoing …");
  if (document.activeElement === button()) pane("desk-form").focus({ preventScroll: true });
  button().hidden = true;
  const { status, told } = await post("/review/undo/", { changeset: last });
  last = "";
  if (status !== 200) { say("problem", told.problem); return; }
  again(told.next);
  await show(told.next);
  say("saved", told.title);
}

document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-undo]")) undo();
});
