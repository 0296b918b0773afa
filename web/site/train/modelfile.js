// @ts-check
import { volume } from "../../src/base/errors.js";
import { floatsOf } from "../../src/formats/safetensors.js";
import { Network, readSafetensors, writeSafetensors } from "../../src/index.js";
import { kOptimizers } from "../../src/ui/choices.js";
import { kData } from "../../src/ui/datasets.js";
import { writeHidden } from "../../src/ui/hidden.js";
import { parametersOf } from "../../src/ui/plan.js";
import { Refusal } from "../refusal.js";
import { parseLink } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */

// Keys of the settings in the file's metadata; other readers ignore them.
const kLink = "glia.train";
const kPure = "glia.pure";

/**
 * A model file with the page's settings beside the network.
 *
 * @param {Uint8Array} bytes as from `net.save()`
 * @param {string} link
 * @param {boolean} pure whether the link alone leads to these weights
 */
export function withLink(bytes, link, pure) {
  const { metadata, tensors } = readSafetensors(bytes);
  return writeSafetensors({
    metadata: { ...metadata, [kLink]: link, [kPure]: String(pure) },
    tensors: [...tensors].map(([name, tensor]) => ({ name, shape: tensor.shape, values: floatsOf(tensor) })),
  });
}

/**
 * A network from a file, with its settings: those in the file, or else as far as its architecture implies them.
 *
 * @param {Uint8Array} bytes
 * @param {Settings} current its data are used if the file names none and they fit
 * @returns {Promise<{ network: Network, settings: Settings, pure: boolean }>}
 */
export async function openModel(bytes, current) {
  const { [kLink]: link, [kPure]: pure } = readSafetensors(bytes).metadata;
  const network = await Network.load(bytes, { deterministic: true });
  try {
    const settings = link === undefined ? settingsOf(network, current) : parseLink(link).settings;
    return { network, settings: { ...settings, rate: network.learningRate }, pure: pure === "true" };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/**
 * @param {Network} net
 * @param {Settings} current
 * @returns {Settings}
 */
function settingsOf(net, current) {
  const { input, layers, optimizer, batchSize, seed } = net.spec;
  const inputs = volume(input);
  const kinds = /** @type {Record<number, string>} */ ({ 784: "mnist-10000", 2: "moons", 30: "breast-cancer" });
  const fits = (/** @type {string} */ data) => kData[data] === kData[kinds[inputs] ?? "own"];
  if (!(inputs in kinds) && current.data !== "own") throw new Refusal("trouble.model.inputs", { inputs });
  const data = fits(current.data) ? current.data : (kinds[inputs] ?? "own");
  const hidden = layers
    .filter(({ type }) => type === "dense" || type === "conv2d" || type === "maxPool2d")
    .slice(0, -1);
  const weighted = hidden.find(({ type }) => type !== "maxPool2d");
  const told = {
    data,
    layers: writeHidden(hidden.map(hiddenOf)),
    activation: String(weighted?.activation),
    initializer: String(weighted?.kernelInitializer),
    optimizer: optimizerOf(optimizer),
    batch: String(batchSize),
    seed: String(seed),
  };
  // What a link cannot express keeps its default.
  return parseLink(String(new URLSearchParams(told))).settings;
}

/**
 * @param {{ type: string } & Record<string, unknown>} layer
 * @returns {import("../../src/ui/hidden.js").Hidden}
 */
function hiddenOf({ type, units, filters }) {
  return { type: /** @type {any} */ (type), size: Number(units ?? filters ?? 0) };
}

/** @param {{ type: string, momentum?: number, nesterov?: boolean }} optimizer */
function optimizerOf({ type, momentum, nesterov }) {
  const exact = Object.entries(kOptimizers).find(
    ([, one]) =>
      one.type === type && Boolean(one.momentum) === Boolean(momentum) && Boolean(one.nesterov) === Boolean(nesterov),
  );
  return exact?.[0] ?? type;
}

/**
 * Throws if a network cannot learn from the data.
 *
 * @param {Network} net
 * @param {Dataset} dataset
 * @throws {Refusal}
 */
export function checkFit(net, { inputs, classes }) {
  const takes = volume(net.spec.input);
  if (takes !== inputs) throw new Refusal("trouble.model.inputs", { inputs: takes });
  const outputs = net.predict(new Float32Array(inputs)).length;
  const expected = classes ? classes.length : 1;
  if (outputs !== expected) throw new Refusal("trouble.model.outputs", { outputs, expected });
}

/**
 * Whether settings describe a network completely, as far as the number of its weights tells.
 *
 * @param {Network} net
 * @param {Dataset} dataset
 * @param {Settings} settings
 */
export function isTold(net, dataset, settings) {
  const weights = net.parameters().filter(({ name }) => /\/(kernel|bias)$/.test(name));
  return weights.reduce((sum, { values }) => sum + values.length, 0) === parametersOf(dataset, settings);
}
