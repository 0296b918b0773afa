// @ts-check

/**
 * The index of the largest value, the first of them if several are. As in C (c/loss.c), NaN is never larger.
 *
 * @param {ArrayLike<number>} values
 * @returns {number} 0 for an empty list
 */
export function argmax(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
