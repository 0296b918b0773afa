// @ts-check

/**
 * The first element that a selector matches.
 *
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 * @throws {Error} if there is none
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`There is no ${selector}.`);
  return element;
}

/** @typedef {string | Node} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * Makes an HTML element.
 *
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
 * Sets attributes. True sets the empty string; false, null and undefined remove the attribute.
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
 * Makes an SVG element.
 *
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
 * Makes a MathML element.
 *
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
 * Has a button act when it is pressed, unless `aria-disabled` switches it off.
 *
 * @template {Element} T
 * @param {T} element
 * @param {() => void} act
 * @returns {T}
 */
export function onPress(element, act) {
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") act();
  });
  return element;
}

/**
 * Makes a button that acts unless `aria-disabled` switches it off.
 *
 * @param {string} className
 * @param {() => void} act
 */
export function button(className, act) {
  return onPress(/** @type {HTMLButtonElement} */ (set(make("button", className), { type: "button" })), act);
}
