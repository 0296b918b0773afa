// @ts-check

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("./reading.js").Subject} Subject */

export const kClasses = 10;

/**
 * What a class is called.
 *
 * @param {Subject} subject
 * @param {number} index
 * @param {Language} language
 */
export function nameOf(subject, index, language) {
  return subject === "digits" ? String(index) : language.text(/** @type {TextKey} */ (`clothes.${index}`));
}
