// @ts-check

/**
 * What an optimiser's name in a choice stands for.
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
