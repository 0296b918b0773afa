// @ts-check
// Loss, accuracy and the confusion matrix over any number of samples.
import { argmax } from "../base/argmax.js";
import { SpecError } from "../base/errors.js";
import { evaluation, forward, totalsOf } from "./passes.js";
import { checkUnchanged, stageInput, stageTarget } from "./samples.js";
import { live } from "./state.js";
import { addTotals, noTotals } from "./totals.js";

/** @typedef {import("./samples.js").Samples} Samples */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./totals.js").Evaluation} Evaluation */

/**
 * Measures samples batch by batch, in order.
 * @param {State} state
 * @param {Samples} samples
 * @param {(first: number, count: number) => void} [look] called after each batch, its outputs in place
 */
export function measure(state, samples, look) {
  const { flat, targets, n, scale } = samples;
  const { batchSize } = state.architecture;
  const totals = noTotals();
  return {
    /** Measures one more batch; false if there is none left. */
    next: () => {
      const first = totals.count;
      if (first === n) return false;
      const { calls } = live(state);
      checkUnchanged(state, samples);
      const m = Math.min(batchSize, n - first);
      stageInput(state, flat, first, m, scale);
      stageTarget(state, targets, first, m);
      forward(state, m);
      addTotals(totals, totalsOf(state, m, calls.loss(0, m)));
      look?.(first, m);
      return true;
    },
    result: () => evaluation(state, totals),
  };
}

/**
 * @param {State} state
 * @param {Samples} samples
 * @param {Parameters<typeof measure>[2]} [look]
 * @returns {Evaluation}
 */
export function measureAll(state, samples, look) {
  const measuring = measure(state, samples, look);
  while (measuring.next()) continue;
  return measuring.result();
}

/**
 * @param {State} state
 * @param {Samples} samples
 * @returns {Evaluation} with the confusion matrix
 */
export function measureConfusion(state, samples) {
  checkExclusive(state, state.classes, "confusion");
  const { CLASSES, OUT, plan, sparse } = state;
  /**
   * The class that row i of outputs or targets stands for.
   * @param {import("../base/values.js").NumberArray} rows (n, OUT)
   * @param {number} i
   */
  const guessOf = (rows, i) => {
    if (OUT === 1) return Number(rows[i] > 0.5);
    return argmax(rows.subarray(i * OUT, (i + 1) * OUT));
  };
  const counts = Array.from({ length: CLASSES }, () => Array.from({ length: CLASSES }, () => 0));
  const result = measureAll(state, samples, (first, count) => {
    const outputs = live(state).memory.copyFloats(plan.output, count * OUT);
    for (let i = 0; i < count; i++) {
      const truth = sparse ? samples.targets[first + i] : guessOf(samples.targets, first + i);
      counts[truth][guessOf(outputs, i)]++;
    }
  });
  const sums = counts.map((row) => row.reduce((a, b) => a + b));
  return {
    ...result,
    confusion: counts,
    precision: counts.map((row, k) => row[k] / counts.reduce((sum, other) => sum + other[k], 0)),
    recall: counts.map((row, k) => row[k] / sums[k]),
  };
}

/**
 * Throws unless every sample belongs to exactly one class.
 * @param {State} state
 * @param {boolean} classes whether there are any
 * @param {string} where
 * @throws {SpecError}
 */
export function checkExclusive({ binary, OUT, architecture: { loss } }, classes, where) {
  if (classes && !(binary && OUT > 1)) return;
  throw new SpecError({
    got: `the loss ${loss}`,
    expected: "one class for each sample",
    where,
    message: `${where} needs a loss with exactly one class per sample, not ${loss}.`,
  });
}
