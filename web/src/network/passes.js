// @ts-check
// Passes over one batch: forward, a training step, gradients, and what was not finite when one fails.
import { badShape, badSpec, DivergedError, show } from "../base/errors.js";
import { integer } from "../base/rules.js";
import { takeAugmentation } from "../spec/augmentation.js";
import { kMode, kStatus } from "../spec/names.js";
import { tensorsOf } from "./plan.js";
import { batches, scaling, stageBatch, stageInput, takeBatch, takeSamples } from "./samples.js";
import { live } from "./state.js";

/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./totals.js").Evaluation} Evaluation */
/** @typedef {import("./totals.js").Totals} Totals */

/**
 * @param {State} state
 * @param {number} n samples that are in place
 * @param {number} [mode] of kMode
 */
export function forward(state, n, mode = kMode.predict) {
  live(state).calls.forward(mode, n);
  state.lastBatch = n;
  state.complete = mode !== kMode.predict;
}

/**
 * @param {State} state
 * @param {Values} x (n, ...input)
 * @returns {Float32Array} (n, outputs)
 */
export function predict(state, x) {
  const { memory } = live(state);
  const { flat, n } = takeSamples(state, x, "x");
  const { OUT, plan } = state;
  const out = new Float32Array(n * OUT);
  batches(state, flat, n, 1, (from, m) => {
    forward(state, m);
    out.set(memory.copyFloats(plan.output, m * OUT), from * OUT);
  });
  return out;
}

/**
 * @param {State} state
 * @param {number} n samples that are in place
 * @returns {Totals} before the update
 * @throws {SpecError | DivergedError}
 */
export function trainStep(state, n) {
  const { calls } = live(state);
  state.lastBatch = n;
  state.complete = true;
  const status = calls.train(n);
  if (status !== kStatus.ok) throw trainError(state, status, n);
  state.step++;
  return totalsOf(state, n, calls.last_sum());
}

/**
 * @param {State} state
 * @param {Values} x
 * @param {Values} y
 * @returns {Evaluation}
 */
export function backward(state, x, y) {
  const { calls } = live(state);
  const n = stageBatch(state, x, y);
  forward(state, n, kMode.train);
  const totals = totalsOf(state, n, calls.loss(1, n));
  const status = calls.backward(n);
  if (status !== kStatus.ok) throw trainError(state, status, n);
  return evaluation(state, totals);
}

/**
 * @param {State} state
 * @param {Values} x
 * @param {number} k
 * @returns {Float32Array} (n, IN)
 */
export function inputGradient(state, x, k) {
  const { calls, memory } = live(state);
  const { flat, n } = takeBatch(state, x);
  if (!Number.isInteger(k) || k < 0 || k >= state.OUT) {
    throw badShape(show(k), `an output from 0 to ${state.OUT - 1}`, "k");
  }
  stageInput(state, flat, 0, n);
  forward(state, n, kMode.look);
  const address = calls.input_gradient(n, k);
  if (address === 0) throw trainError(state, kStatus.stepGradient, n);
  const gradient = memory.copyFloats(address, n * state.IN);
  stageInput(state, flat, 0, n); // The gradient took its place.
  return gradient;
}

/**
 * @param {State} state
 * @param {Values} x
 * @param {import("../spec/augmentation.js").Augmentation} augmentation
 * @param {number} epoch
 * @param {number} scale
 * @returns {Float32Array} (n, IN)
 */
export function augment(state, x, augmentation, epoch, scale) {
  const { calls, memory } = live(state);
  const { flat, n } = takeSamples(state, x, "x");
  const { IN, plan, architecture } = state;
  calls.augmentation(...takeAugmentation(augmentation, architecture.input));
  const factor = scaling(scale, "scale");
  integer(0, 2 ** 31 - 1)(epoch, "epoch");
  const out = new Float32Array(flat.length);
  batches(state, flat, n, factor, (from, m) => {
    calls.augment(epoch, 0, from, m);
    out.set(memory.copyFloats(plan.input, m * IN), from * IN);
  });
  state.lastBatch = 0;
  return out;
}

/**
 * What the last loss left behind.
 * @param {State} state
 * @param {number} count samples
 * @param {number} sum of their losses
 * @returns {Totals}
 */
export function totalsOf(state, count, sum) {
  const { calls } = live(state);
  const absolute = state.classes ? 0 : calls.last_absolute_sum(count);
  return { count, sum, correct: calls.last_correct(), absolute };
}

/**
 * @param {State} state
 * @param {Totals} totals
 * @returns {Evaluation}
 */
export function evaluation(state, { count, sum, correct, absolute }) {
  const { calls } = live(state);
  const { classes, binary, OUT } = state;
  const outputs = count * OUT;
  return {
    loss: calls.mean(sum, count) + calls.last_penalty(),
    accuracy: classes ? correct / (binary ? outputs : count) : null,
    meanAbsoluteError: classes ? null : absolute / outputs,
  };
}

/**
 * @param {State} state
 * @param {number} status of c/spec.h
 * @param {number} n
 */
function trainError(state, status, n) {
  const index = live(state).calls.error_index();
  const layer = index >= 0 ? state.architecture.layers[index].name : null;
  if (status === kStatus.stepGradient) {
    return badSpec(
      "step, whose gradient is zero everywhere",
      "an activation with a slope, such as sigmoid or relu",
      `layers[${index}] ("${layer}").activation`,
    );
  }
  const [what, value] = found(state, status, index, n);
  const step = state.step + 1;
  return new DivergedError({
    got: `a ${what} of ${value}`,
    expected: "finite numbers; try a smaller learning rate, or inputs scaled to about 1",
    where: `training step ${step}${layer === null ? "" : `, layer "${layer}"`}`,
    layer,
    step,
    value,
  });
}

/**
 * What is not finite, in a word and a number.
 * @param {State} state
 * @param {number} status
 * @param {number} index of the layer, -1 for the loss itself
 * @param {number} n
 * @returns {[string, number]}
 */
function found(state, status, index, n) {
  const { calls, memory } = live(state);
  const { plan } = state;
  const bad = (/** @type {number} */ address, /** @type {number} */ size) =>
    memory.copyFloats(address, size).find((value) => !Number.isFinite(value));
  if (status === kStatus.weight) return ["new weight", Infinity];
  if (status === kStatus.gradient) {
    const own = tensorsOf(plan, plan.layers[index].name).filter(({ gradient }) => gradient);
    return ["gradient", own.map(({ gradient, size }) => bad(gradient, size)).find((v) => v !== undefined) ?? NaN];
  }
  if (index >= 0) {
    const { output, size } = plan.layers[index];
    return ["value", bad(output, n * size) ?? NaN];
  }
  return ["loss", calls.mean(calls.last_sum(), n) + calls.last_penalty()];
}
