// @ts-check

/**
 * An element that is known to be there.
 *
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`There is no ${selector}.`);
  return element;
}

/** @typedef {string | Node} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * Sets attributes: true is the empty string, and false, null and undefined take one away.
 *
 * @template {Element} T
 * @param {T} element
 * @param {Attributes} attributes
 * @returns {T}
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  return element;
}

/**
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
  element.append(...children);
  return element;
}

/**
 * @param {string} tag `math`, `mrow`, `mi`, `mn`, `mo`, `mfrac`, …
 * @param {...Child} children
 * @returns {MathMLElement}
 */
export function math(tag, ...children) {
  const element = /** @type {MathMLElement} */ (document.createElementNS("http://www.w3.org/1998/Math/MathML", tag));
  element.append(...children);
  return element;
}

/**
 * Has a button do something unless it is switched off by `aria-disabled`. Unlike `disabled`, that leaves the keyboard's focus
 * where it is.
 *
 * @param {HTMLElement} element
 * @param {() => void} act
 */
export function onPress(element, act) {
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") act();
  });
}

/**
 * A button that does something unless it is switched off by `aria-disabled`.
 *
 * @param {string} className
 * @param {() => void} act
 * @returns {HTMLButtonElement}
 */
export function button(className, act) {
  const element = /** @type {HTMLButtonElement} */ (set(make("button", className), { type: "button" }));
  onPress(element, act);
  return element;
}
