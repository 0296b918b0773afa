// @ts-check

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */

/**
 * The names of the classes: as in the file, except for a set whose file has numbers instead of words.
 *
 * @param {Dataset} dataset
 * @param {Language} language
 * @returns {string[]}
 */
export function namesOf({ id, classes }, language) {
  if (id === "breast-cancer") return [language.text("class.breast-cancer.0"), language.text("class.breast-cancer.1")];
  return classes ?? [];
}
