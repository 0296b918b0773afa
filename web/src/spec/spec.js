// @ts-check
// What a network is: its input, layers, loss and optimizer, checked and completed with defaults.
import { badSpec, show } from "../base/errors.js";
import { integer, oneOf, options } from "../base/rules.js";
import { takeLayers } from "./layers.js";
import { kLosses, kMaxRank } from "./names.js";
import { takeOptimizer } from "./optimizers.js";

/** @typedef {import("./layers.js").LayerSpec} LayerSpec */
/** @typedef {import("./names.js").Loss} Loss */
/** @typedef {import("./names.js").Optimizer} Optimizer */
/** @typedef {import("./optimizers.js").OptimizerSpec} OptimizerSpec */

/**
 * @typedef {object} NetworkSpec
 * @property {number[]} input the shape of one sample, e.g. `[784]` or `[28, 28, 1]`
 * @property {LayerSpec[]} layers 1 to 64
 * @property {Loss} [loss] default: sparseCategoricalCrossentropy after softmax, else meanSquaredError
 * @property {OptimizerSpec | Optimizer} [optimizer] default `{ type: "sgd", learningRate: 0.01 }`
 * @property {number} [batchSize] the largest batch that one pass holds, default 32
 * @property {number} [seed] 0 to 2³² − 1, default 0
 */

/**
 * A spec with all defaults filled in.
 * @typedef {object} Architecture
 * @property {number[]} input
 * @property {({ type: string, name: string } & Record<string, unknown>)[]} layers
 * @property {Loss} loss
 * @property {{ type: Optimizer, learningRate: number } & Record<string, unknown>} optimizer
 * @property {number} batchSize
 * @property {number} seed
 */

/**
 * @param {unknown} value
 * @returns {number[]}
 */
function takeInput(value) {
  if (!Array.isArray(value) || value.length < 1 || value.length > kMaxRank) {
    throw badSpec(show(value), `the 1 to ${kMaxRank} sizes of one sample, e.g. [784]`, "input");
  }
  return Array.from(value, (n, i) => integer(1, 2 ** 24)(n, `input[${i}]`));
}

const network = options({
  input: [takeInput],
  layers: [takeLayers],
  loss: [oneOf(kLosses), undefined],
  optimizer: [takeOptimizer, takeOptimizer("sgd")],
  batchSize: [integer(1, 65536), 32],
  seed: [integer(0, 2 ** 32 - 1), 0],
});

/**
 * Checks a spec and fills in its defaults.
 * @param {unknown} value a NetworkSpec
 * @returns {Architecture}
 * @throws {SpecError} if a field is missing, unknown or out of range; `where` is the field
 */
export function resolveSpec(value) {
  const spec = network(value, "spec");
  const { nesterov, momentum } = spec.optimizer;
  if (nesterov && momentum === 0) throw badSpec("nesterov without momentum", "a momentum above 0", "optimizer");
  const classes = spec.layers.at(-1).activation === "softmax";
  spec.loss ??= classes ? "sparseCategoricalCrossentropy" : "meanSquaredError";
  return spec;
}
