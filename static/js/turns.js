// @ts-check
/** A longer turn of work is cut, so that keys and pointer are heard in between. */

const TURN = 24;

/** @param {number} begun @returns {Promise<number>} when the next turn begins */
export async function turn(begun) {
  if (performance.now() - begun < TURN) return begun;
  await (window.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go)));
  return performance.now();
}
