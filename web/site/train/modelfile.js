// @ts-check
import { Network, readSafetensors, writeSafetensors } from "../../src/index.js";
import { floatsOf } from "../../src/formats/safetensors.js";
import { Refusal } from "../refusal.js";
import { writeHidden } from "../../src/ui/hidden.js";
import { parametersOf } from "../../src/ui/plan.js";
import { kOptimizers } from "../../src/ui/choices.js";
import { kData, parseLink } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./dataset.js").Dataset} Dataset */

// Where the settings stand in the file's metadata; readers that do not know them pass them by.
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
 * A network from a file, and the settings that go with it: those in the file, else what its architecture tells.
 *
 * @param {Uint8Array} bytes
 * @param {Settings} current whose data it is to learn from, where the file does not say and the data fit
 * @returns {Promise<{ net: Network, settings: Settings, pure: boolean }>}
 */
export async function openModel(bytes, current) {
  const { [kLink]: link, [kPure]: pure } = readSafetensors(bytes).metadata;
  const net = await Network.load(bytes, { deterministic: true });
  try {
    const settings = link === undefined ? settingsOf(net, current) : parseLink(link).settings;
    return { net, settings: { ...settings, rate: net.learningRate }, pure: pure === "true" };
  } catch (error) {
    net.dispose();
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
  const inputs = input.reduce((/** @type {number} */ product, /** @type {number} */ n) => product * n, 1);
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
  // What a link could not say stays as it suits the data.
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
 * Refuses a network that cannot learn from the data.
 *
 * @param {Network} net
 * @param {Dataset} dataset
 */
export function checkFit(net, { inputs, classes }) {
  const takes = net.spec.input.reduce((/** @type {number} */ product, /** @type {number} */ n) => product * n, 1);
  if (takes !== inputs) throw new Refusal("trouble.model.inputs", { inputs: takes });
  const outputs = net.predict(new Float32Array(inputs)).length;
  const expected = classes ? classes.length : 1;
  if (outputs !== expected) throw new Refusal("trouble.model.outputs", { outputs, expected });
}

/**
 * Whether settings say the whole of a network, as far as its weights tell.
 *
 * @param {Network} net
 * @param {Dataset} dataset
 * @param {Settings} settings
 */
export function isTold(net, dataset, settings) {
  const weights = net.parameters().filter(({ name }) => /\/(kernel|bias)$/.test(name));
  return weights.reduce((sum, { values }) => sum + values.length, 0) === parametersOf(dataset, settings);
}
