// @ts-check
// What a person can choose of a network and its training: names, limits and starting values, for the training page and
// for the elements. An attribute adds its own words; an address adds its own way of writing.

/**
 * @typedef {object} Choices
 * @property {Hidden[]} layers the hidden layers
 * @property {string} activation of the hidden layers
 * @property {string} [initializer] default heNormal
 * @property {string} [optimizer] a name of kOptimizers; default adam
 * @property {number} rate learning rate
 * @property {number} batch samples per step; all of them if there are fewer
 * @property {number} seed
 * @property {number} [l2] default 0
 * @property {number} [dropout] default 0
 */
/** @typedef {import("./hidden.js").Hidden} Hidden */

/**
 * Optimizers by the names that a choice shows.
 *
 * @type {Record<string, { type: import("../spec/names.js").Optimizer, momentum?: number, nesterov?: boolean }>}
 */
export const kOptimizers = {
  sgd: { type: "sgd" },
  momentum: { type: "sgd", momentum: 0.9 },
  nesterov: { type: "sgd", momentum: 0.9, nesterov: true },
  adagrad: { type: "adagrad" },
  rmsprop: { type: "rmsprop" },
  adam: { type: "adam" },
  adamw: { type: "adamw" },
};

/** Ranges, both ends included. */
export const kLimits = /** @type {const} */ ({
  rate: { least: 0, most: 100 },
  batch: { least: 1, most: 60000, whole: true },
  epochs: { least: 1, most: 10000, whole: true },
  seed: { least: 0, most: 2 ** 32 - 1, whole: true },
});

/** Starting values that learn two-dimensional points well; `layers` are units. */
export const kPointChoices = /** @type {const} */ ({
  layers: [16, 16],
  activation: "relu",
  initializer: "heNormal",
  optimizer: "adam",
  rate: 0.01,
  batch: 20,
  epochs: 80,
});
