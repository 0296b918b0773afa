// @ts-check

/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {import("./words.js").ElementKey} ElementKey */
/** @typedef {import("./reading.js").Subject} Subject */

export const kClasses = 10;

/**
 * The name of a class.
 *
 * @param {Subject} subject
 * @param {number} index
 * @param {ElementWords} words
 */
export function nameOf(subject, index, words) {
  return subject === "digits" ? String(index) : words.text(/** @type {ElementKey} */ (`clothes.${index}`));
}
