// @ts-check

/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("./language.js").Values} Values */

/** Something that could not be loaded or used, with the reason as a text of the page. */
export class Refusal extends Error {
  /**
   * @param {TextKey} key
   * @param {Values} [values]
   */
  constructor(key, values = {}) {
    super(key);
    this.name = "Refusal";
    this.key = key;
    this.values = values;
  }
}
