// @ts-check
// What a loss and its measures add up to over samples.

/** @typedef {{ count: number, sum: number, correct: number, absolute: number }} Totals of a loss over `count` samples */

/**
 * @typedef {object} Evaluation
 * @property {number} loss mean over the samples, plus the penalty of kernelRegularizer
 * @property {number | null} accuracy share of correct predictions, 0 to 1; null without classes
 * @property {number | null} meanAbsoluteError mean of |output − target|; null with classes
 * @property {number[][]} [confusion] counts, `confusion[truth][guess]`
 * @property {number[]} [precision] per class: the share of its guesses that are correct; NaN if it was never guessed
 * @property {number[]} [recall] per class: the share of its samples that were found; NaN if it has no samples
 */

/** @returns {Totals} */
export const noTotals = () => ({ count: 0, sum: 0, correct: 0, absolute: 0 });

/** @param {Totals} totals changed @param {Totals} more */
export function addTotals(totals, more) {
  for (const key of /** @type {(keyof Totals)[]} */ (Object.keys(totals))) totals[key] += more[key];
}
