// @ts-check

/**
 * The index of the largest value, the first of them if several are; -1 for an empty list. NaN is never the largest.
 *
 * @param {ArrayLike<number>} values
 */
export function argmax(values) {
  let best = values.length > 0 ? 0 : -1;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[best] || Number.isNaN(values[best])) best = i;
  }
  return best;
}
