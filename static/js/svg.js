// @ts-check
/** One way to make an SVG element. */

/**
 * @param {string} tag @param {Record<string, string | number>} [attributes] @param {(SVGElement | string)[]} [children]
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, children = []) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {string} type @param {string} family @param {number} [size] an event type's own shape from the page's sprite */
export function typeIcon(type, family, size = 16) {
  const sprite = document.documentElement.dataset.sprite ?? "";
  const icon = svg("svg", { class: `icon family-${family}`, width: size, height: size, "aria-hidden": "true" });
  icon.append(svg("use", { href: `${sprite}#${type}` }));
  return icon;
}
