// @ts-check
// From what a person chose, and the data, to a network and the course of its training.
import { volume } from "../base/errors.js";
import { Network } from "../network/network.js";
import { kOptimizers } from "./choices.js";
import { dense, isPictorial, kWindow, shapesOf } from "./hidden.js";

/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {import("./datasets.js").Dataset} Dataset */
/** @typedef {import("./training.js").Course} Course */
/** @typedef {import("../spec/spec.js").NetworkSpec} NetworkSpec */

// Evaluating 10,000 digits one at a time would take longer than learning from them.
const kLeastBatch = 256;

/** Units of the output layer. @param {Pick<Dataset, "classes">} dataset */
const outputsOf = ({ classes }) => classes?.length ?? 1;

/**
 * The network that choices and data ask for. Always the deterministic build: a link has to give the same bits wherever
 * it is opened.
 *
 * @param {Choices} choices
 * @param {Pick<Dataset, "kind" | "inputs" | "picture" | "classes" | "train">} dataset
 * @returns {NetworkSpec & { deterministic: true }}
 */
export function specFor(choices, dataset) {
  const { activation, initializer = "heNormal", optimizer = "adam", l2 = 0, dropout = 0, rate, seed } = choices;
  const { kind, inputs, classes, train } = dataset;
  const weighted = { kernelInitializer: initializer, ...(l2 > 0 && { kernelRegularizer: { l2 } }) };
  const maps = choices.layers.filter(isPictorial);
  const flat = [...choices.layers.slice(maps.length), ...dense(outputsOf(dataset))];
  const last = classes ? "softmax" : "identity";
  const picture = maps.length > 0 ? dataset.picture : null;

  /** @type {Record<string, unknown>[]} */
  const layers = kind === "table" ? [{ type: "normalization" }] : [];
  for (const { type, size } of maps) {
    layers.push(type === "conv2d" ? { type, filters: size, kernelSize: kWindow, activation, ...weighted } : { type });
  }
  if (picture) layers.push({ type: "flatten" });
  flat.forEach(({ type, size }, i) => {
    // Never on the inputs themselves.
    if (dropout > 0 && (picture || i > 0)) layers.push({ type: "dropout", rate: dropout });
    layers.push({ type, units: size, activation: i < flat.length - 1 ? activation : last, ...weighted });
  });
  const spec = {
    input: picture ?? [inputs],
    layers,
    loss: classes ? "sparseCategoricalCrossentropy" : "meanSquaredError",
    optimizer: { ...kOptimizers[optimizer], learningRate: rate },
    batchSize: Math.max(batchFor(choices, train), kLeastBatch),
    seed,
    deterministic: true,
  };
  return /** @type {any} */ (spec);
}

/**
 * An untrained network as `specFor` describes it, its normalization layers adapted to the data.
 *
 * @param {Choices} choices
 * @param {Dataset} dataset
 * @returns {Promise<Network>}
 * @throws {GliaError} if there is no such network, or the engine cannot start
 */
export async function createNetwork(choices, dataset) {
  const network = await Network.create(specFor(choices, dataset));
  try {
    const { x, scale } = dataset.train;
    if (dataset.kind === "table") network.adapt(x, { scale });
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

/**
 * @param {Choices & { epochs: number, augment?: Record<string, number> }} choices
 * @param {Dataset} dataset
 * @returns {Course} as fast as the engine can
 */
export function courseFor(choices, { train, validation }) {
  const { epochs, augment = {} } = choices;
  return {
    train,
    validation,
    batchSize: batchFor(choices, train),
    epochs,
    ...(Object.keys(augment).length > 0 && { augmentation: augment }),
  };
}

/**
 * Samples per step: as chosen, or all of them.
 *
 * @param {{ batch: number }} choices
 * @param {Dataset["train"]} train
 */
function batchFor({ batch }, { y }) {
  return Math.min(batch, y.length);
}

/**
 * How many weights and biases training changes.
 *
 * @param {Dataset} dataset
 * @param {Pick<Choices, "layers">} choices
 */
export function parametersOf(dataset, { layers }) {
  const input = dataset.picture ?? [dataset.inputs];
  const all = [...layers, ...dense(outputsOf(dataset))];
  const shapes = [input, ...shapesOf(all, input)];
  return all.reduce((sum, layer, i) => sum + weightsOf(layer, shapes[i]), 0);
}

/**
 * @param {import("./hidden.js").Hidden} layer
 * @param {readonly number[]} shape of its input
 */
function weightsOf({ type, size }, shape) {
  if (type === "conv2d") return (kWindow * kWindow * shape[2] + 1) * size;
  return type === "dense" ? (volume(shape) + 1) * size : 0;
}
