// @ts-check
/** What was typed and not yet saved: kept on this machine within a second, and there again after a reload. */
import { incident } from "./pane.js";

const WAIT = 300;
/** By field: what is typed, and the version that it was typed over. @typedef {Record<string, {value: string, version: string, at: number}>} Drafts */
/** @type {Drafts} */
let held = {};
let owner = "";
let timer = 0;

const key = () => `desk-draft-${owner}`;

function write() {
  clearTimeout(timer);
  if (Object.keys(held).length) localStorage.setItem(key(), JSON.stringify(held));
  else localStorage.removeItem(key());
}

/** The drafts of the incident on the desk. @returns {Drafts} */
export function drafts() {
  if (owner !== incident()) {
    if (owner) write();
    owner = incident();
    held = JSON.parse(localStorage.getItem(key()) ?? "{}");
  }
  return held;
}

/** @param {string} field @param {string} value @param {string} version */
export function keep(field, value, version) {
  drafts()[field] = { value, version, at: Date.now() };
  clearTimeout(timer);
  timer = setTimeout(write, WAIT);
}

/** @param {string} field */
export function drop(field) {
  delete drafts()[field];
  write();
}

window.addEventListener("pagehide", write);
