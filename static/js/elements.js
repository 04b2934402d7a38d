// @ts-check
/** An element of HTML with its class and what stands in it. */

/** @param {string} tag @param {string} cls @param {(Node | string)[]} children */
export function element(tag, cls, children) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  made.append(...children);
  return made;
}
