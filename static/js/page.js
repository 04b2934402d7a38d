// @ts-check
/** What every page shares: "/" searches, "?" shows the keys, the theme changes at once, menus close, messages leave, what is drawn prints. */
import { listenToPrint } from "./print.js";

/** @param {Event} event @returns {boolean} true where a key belongs to the field that has the focus */
export const isTyping = (event) => !!(/** @type {HTMLElement} */ (event.target).closest?.("input, textarea, select, [contenteditable]"));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  if (event.key === "/") {
    const search = /** @type {HTMLInputElement | null} */ (document.querySelector("#search"));
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?") {
    const keys = document.querySelector("#keys");
    if (keys) /** @type {HTMLElement} */ (keys).togglePopover();
  }
});

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-themes]"))) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = /** @type {HTMLButtonElement} */ (event.submitter).value;
    document.documentElement.dataset.theme = chosen;
    for (const button of document.querySelectorAll("[data-themes] button")) button.setAttribute("aria-pressed", String(/** @type {HTMLButtonElement} */ (button).value === chosen));
    const body = new FormData(form);
    body.set("theme", chosen);
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
}

for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-menu]"))) {
  document.addEventListener("click", (event) => { if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    /** @type {HTMLElement} */ (menu.querySelector("summary")).focus();
    event.stopPropagation();
  });
}

if (matchMedia("(max-width: 860px)").matches) for (const facets of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".facets-holder"))) facets.open = false;

// What a menu offers to copy: the text in front of the button.
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(/** @type {HTMLElement} */ (button.closest("section")?.querySelector("pre")).textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

// The page's address may have changed since it was made.
for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-save-view]"))) {
  form.addEventListener("submit", () => { /** @type {HTMLInputElement} */ (form.elements.namedItem("query")).value = location.search; });
}

listenToPrint();

const UNDO_FOR = 10_000;
const messages = document.querySelector("[data-messages]");
if (messages?.childElementCount) {
  const leave = () => (messages.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : messages.replaceChildren());
  setTimeout(leave, UNDO_FOR);
}
