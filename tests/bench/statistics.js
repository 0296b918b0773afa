// @ts-check

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rounded to three digits; more are not repeatable. @param {number} value */
export const rounded = (value) => Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 3 });

/** @param {readonly number[]} values */
export const spread = (values) => `${rounded(Math.min(...values))} to ${rounded(Math.max(...values))}`;

/** @param {number} share */
export const percent = (share) => `${Math.round(100 * share)}%`;
