// @ts-check
import { kOptimizers } from "../../src/ui/optimizers.js";
import { dense, isPictorial, kWindow, shapesOf } from "./hidden.js";
import { pictureOf } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("../../src/spec/spec.js").NetworkSpec} NetworkSpec */

// Measuring 10,000 digits one at a time would take longer than learning from them.
const kLeastBatch = 256;

const product = (/** @type {number[]} */ shape) => shape.reduce((size, n) => size * n, 1);

/**
 * The network that settings and data ask for. Always the deterministic build, for a link has to give the same bits
 * wherever it is opened.
 *
 * @param {Settings} settings
 * @param {Dataset} dataset
 * @returns {NetworkSpec & { deterministic: true }}
 */
export function specFor(settings, { id, inputs, kind, classes, train }) {
  const { activation, initializer, l2, dropout, seed } = settings;
  const weighted = { kernelInitializer: initializer, ...(l2 > 0 && { kernelRegularizer: { l2 } }) };
  const maps = settings.layers.filter(isPictorial);
  const flat = [...settings.layers.slice(maps.length), ...dense(classes ? classes.length : 1)];
  const last = classes ? "softmax" : "identity";
  const picture = maps.length > 0 ? pictureOf(id) : null;

  /** @type {Record<string, unknown>[]} */
  const layers = kind === "table" ? [{ type: "normalization" }] : [];
  for (const { type, size } of maps) {
    layers.push(type === "conv2d" ? { type, filters: size, kernelSize: kWindow, activation, ...weighted } : { type });
  }
  if (picture) layers.push({ type: "flatten" });
  flat.forEach(({ type, size }, i) => {
    // What a sample says itself is never left out.
    if (dropout > 0 && (picture || i > 0)) layers.push({ type: "dropout", rate: dropout });
    layers.push({ type, units: size, activation: i < flat.length - 1 ? activation : last, ...weighted });
  });
  const spec = {
    input: picture ?? [inputs],
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
 * How it is trained, but for how long.
 *
 * @param {Settings} settings
 * @param {Dataset} dataset
 */
export function courseFor(settings, { train, validation }) {
  const { augment } = settings;
  return {
    batchSize: batchFor(settings, train.y.length),
    validation,
    ...(Object.keys(augment).length > 0 && { augmentation: augment }),
  };
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
export function parametersOf({ id, inputs, classes }, { layers }) {
  const input = pictureOf(id) ?? [inputs];
  const all = [...layers, ...dense(classes ? classes.length : 1)];
  const shapes = [input, ...shapesOf(all, input)];
  return all.reduce((sum, layer, i) => sum + weightsOf(layer, shapes[i]), 0);
}

/**
 * @param {import("./hidden.js").Hidden} layer
 * @param {number[]} shape of what goes in
 */
function weightsOf({ type, size }, shape) {
  if (type === "conv2d") return (kWindow * kWindow * shape[2] + 1) * size;
  return type === "dense" ? (product(shape) + 1) * size : 0;
}
