// @ts-check
/** Drop files anywhere, send them one by one, and watch each being read; without this module the form does the same in one go. */
import "./jobs.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-submit]"));
const receipts = /** @type {HTMLElement} */ (document.querySelector("[data-receipts]"));
const drop = /** @type {HTMLElement} */ (form.querySelector("[data-drop]"));
const busy = /** @type {HTMLElement} */ (form.querySelector("[data-busy]"));

/** @param {FormData} body @returns {Promise<boolean>} whether the server took it in, be it as a refusal with its reason */
async function send(body) {
  const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
  const html = answer.ok ? await answer.text() : "";
  const holder = document.createElement("div");
  holder.innerHTML = html;
  if (!answer.ok) {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = answer.status === 413 ? "The file is larger than the server takes. Send the text alone." : `The server refused it (${answer.status}). Nothing was kept; try again.`;
    holder.append(problem);
  }
  receipts.prepend(...holder.childNodes);
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector("[data-no-receipts]"));
  if (nothing) nothing.hidden = true;
  return !holder.querySelector(".problem");
}

/** @param {File | null} file @param {string} text */
function bodyFor(file, text) {
  const body = new FormData(form);
  body.delete("files");
  body.set("text", text);
  if (file) body.append("files", file);
  return body;
}

/** @param {File[]} files @param {string} text */
async function sendAll(files, text) {
  busy.hidden = false;
  try {
    let kept = true;
    if (text.trim()) kept = await send(bodyFor(null, text));
    for (const [index, file] of files.entries()) {
      busy.textContent = files.length > 1 ? `sending ${index + 1} of ${files.length} …` : "sending …";
      kept = (await send(bodyFor(file, ""))) && kept;
    }
    if (!kept) return;
  } catch (problem) {
    const line = document.createElement("p");
    line.className = "problem";
    line.textContent = "The server cannot be reached. What you pasted is still in the box; try again in a moment.";
    receipts.prepend(line);
    console.warn(problem);
    return;
  } finally {
    busy.hidden = true;
  }
  form.reset();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("files"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text")).value;
  const files = [...(input.files ?? [])];
  if (!files.length && !text.trim()) { form.submit(); return; }
  sendAll(files, text);
});

for (const name of ["dragover", "dragenter"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length) sendAll(files, "");
});
