// @ts-check

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */

/**
 * What the classes are called: as in the file, but for a set whose file has numbers in the place of words.
 *
 * @param {Dataset} dataset
 * @param {Language} language
 * @returns {string[]}
 */
export function namesOf({ id, classes }, language) {
  if (id === "breast-cancer") return [language.text("class.breast-cancer.0"), language.text("class.breast-cancer.1")];
  return classes ?? [];
}
