// @ts-check
import { kOptimizers } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("../../src/core/spec.js").NetworkSpec} NetworkSpec */

// Measuring 10,000 digits one at a time would take longer than learning from them.
const kLeastBatch = 256;

/**
 * The network that settings and data ask for. Always the deterministic build, for a link has to give the same bits
 * wherever it is opened.
 *
 * @param {Settings} settings
 * @param {Dataset} dataset
 * @returns {NetworkSpec & { deterministic: true }}
 */
export function specFor(settings, { inputs, kind, classes, train }) {
  const { activation, initializer, l2, dropout, seed } = settings;
  const regular = l2 > 0 ? { kernelRegularizer: { l2 } } : {};
  /** @type {Record<string, unknown>[]} */
  const layers = kind === "table" ? [{ type: "normalization" }] : [];
  for (const units of settings.layers) {
    layers.push({ type: "dense", units, activation, kernelInitializer: initializer, ...regular });
    if (dropout > 0) layers.push({ type: "dropout", rate: dropout });
  }
  layers.push({
    type: "dense",
    units: classes ? classes.length : 1,
    activation: classes ? "softmax" : "identity",
    kernelInitializer: initializer,
    ...regular,
  });
  const spec = {
    input: [inputs],
    layers,
    loss: classes ? "sparseCategoricalCrossentropy" : "meanSquaredError",
    optimizer: { ...kOptimizers[settings.optimizer], learningRate: settings.rate },
    batchSize: Math.max(batchFor(settings, train.y.length), kLeastBatch),
    seed,
    deterministic: true,
  };
  return /** @type {any} */ (spec);
}

/**
 * Samples a step: as chosen, or all of them.
 *
 * @param {Settings} settings
 * @param {number} samples
 */
export function batchFor({ batch }, samples) {
  return Math.min(batch, samples);
}

/**
 * The weights and biases that training changes.
 *
 * @param {Dataset} dataset
 * @param {Settings} settings
 */
export function parametersOf({ inputs, classes }, { layers }) {
  const sizes = [inputs, ...layers, classes ? classes.length : 1];
  return sizes.slice(1).reduce((sum, units, i) => sum + (sizes[i] + 1) * units, 0);
}
