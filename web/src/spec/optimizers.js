// @ts-check
// The optimizers: their options with defaults and limits, and what they keep.
import { boolean, divisor, fraction, positive, typed } from "../base/rules.js";

/** @typedef {import("../base/rules.js").Option} Option */
/** @typedef {import("./names.js").Optimizer} Optimizer */

/**
 * Formulas and defaults are PyTorch's. adagrad: Duchi et al. 2011; rmsprop: Tieleman and Hinton 2012; adam: Kingma and Ba
 * 2015; adamw: Loshchilov and Hutter 2019. c/optim.h has the formulas.
 * @typedef {object} OptimizerSpec
 * @property {Optimizer} type
 * @property {number} [learningRate] default 0.01; adam and adamw 0.001
 * @property {number} [momentum] sgd, rmsprop: 0 to below 1, default 0
 * @property {boolean} [nesterov] sgd: default false; needs momentum
 * @property {number} [weightDecay] default 0; adamw 0.01
 * @property {number} [rho] rmsprop: default 0.99
 * @property {number} [beta1] adam, adamw: default 0.9
 * @property {number} [beta2] adam, adamw: default 0.999
 * @property {number} [epsilon] default 1e-8; adagrad 1e-10
 * @property {number} [clipNorm] the largest norm of the whole gradient, above which it is scaled down; default 0, no clipping
 */

/** @param {number} learningRate @param {number} weightDecay @returns {Record<string, Option>} */
const updates = (learningRate, weightDecay) => ({
  learningRate: [positive, learningRate],
  weightDecay: [positive, weightDecay],
  clipNorm: [positive, 0],
});
/** @type {Record<string, Option>} */
const momenta = { beta1: [fraction, 0.9], beta2: [fraction, 0.999], epsilon: [divisor, 1e-8] };

const update = typed({
  sgd: { ...updates(0.01, 0), momentum: [fraction, 0], nesterov: [boolean, false] },
  adagrad: { ...updates(0.01, 0), epsilon: [divisor, 1e-10] },
  rmsprop: { ...updates(0.01, 0), rho: [fraction, 0.99], momentum: [fraction, 0], epsilon: [divisor, 1e-8] },
  adam: { ...updates(0.001, 0), ...momenta },
  adamw: { ...updates(0.001, 0.01), ...momenta },
});

/**
 * Checks an optimizer and fills in its defaults.
 * @param {unknown} value an OptimizerSpec or an optimizer's name
 * @returns {{ type: Optimizer, learningRate: number } & Record<string, unknown>}
 * @throws {SpecError} if an option is unknown or out of range
 */
export function takeOptimizer(value) {
  return update(typeof value === "string" ? { type: value } : value, "optimizer");
}

// What each optimizer keeps for every parameter, in the order of its slots (c/optim.h).
/** @type {Record<Optimizer, readonly string[]>} */
export const kSlotNames = {
  sgd: ["velocity"],
  adagrad: ["sumOfSquares"],
  rmsprop: ["meanSquare", "velocity"],
  adam: ["m", "v"],
  adamw: ["m", "v"],
};
