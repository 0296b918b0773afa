// @ts-check
// Networks small enough to be written out: what they may be, what their parts are called, and the engine's numbers of them.
import { badSpec, show } from "../../core/errors.js";
import { Network } from "../../core/network.js";
import { number, oneOf, options } from "../../core/rules.js";

/** @typedef {import("../../core/spec.js").Activation} Activation */
/** @typedef {{ weights: number[][], bias: number[] | null, activation: Activation }} SmallLayer  weights (in, out), bias (out) */
/** @typedef {{ input: number[], layers: SmallLayer[], target?: number[] }} Small */
/** @typedef {{ sums: number[], outputs: number[] }} SmallValues  of one layer: before and after its activation */
/** @typedef {{ weights: number[][], bias: number[] | null }} Slopes  of the error, shaped as the layer */
/**
 * A weight (`from` is the unit it comes from) or a bias (`from` is -1), by the number of its layer and its units there.
 * @typedef {{ name: string, layer: number, from: number, to: number }} Parameter
 */
/**
 * @typedef {object} Lesson  one step of training
 * @property {SmallValues[]} before
 * @property {number} error  before the step, ½ Σ (t − o)²
 * @property {Slopes[]} slopes
 * @property {SmallLayer[]} layers  after the step
 * @property {SmallValues[]} after
 * @property {number} errorAfter
 */

const kUnits = 5;
const kLayers = 4;
/** The largest number that may be put in: what follows from it stays within the range of 32-bit floats. */
export const kMost = 1000;

const within = number(-kMost, kMost);

/** @param {import("../../core/rules.js").Rule} rule @param {number} most @param {number} [exactly] */
const listOf = (rule, most, exactly) => (/** @type {unknown} */ value, /** @type {string} */ where) => {
  if (!Array.isArray(value) || value.length < 1 || value.length > most || (exactly ?? value.length) !== value.length) {
    throw badSpec(
      Array.isArray(value) ? `${value.length} of them` : show(value),
      `a list of ${exactly ?? `1 to ${most}`}`,
      where,
    );
  }
  return value.map((one, i) => rule(one, `${where}[${i}]`));
};

/**
 * @param {unknown} value
 * @param {readonly string[]} activations that are possible
 * @param {boolean} [trained] whether a target belongs to it
 * @returns {Small} a copy
 * @throws {SpecError} for more than 5 units a layer or 4 layers, and for what is no such network
 */
export function takeSmall(value, activations, trained = false) {
  const layer = options({
    weights: [(rows, where) => listOf(listOf(within, kUnits), kUnits)(rows, where)],
    bias: [(row, where) => row && listOf(within, kUnits)(row, where), null],
    activation: [oneOf(activations), activations[0]],
  });
  /** @type {Small} */
  const small = options({
    input: [listOf(within, kUnits)],
    layers: [listOf(layer, kLayers)],
    ...(trained && { target: [listOf(within, kUnits)] }),
  })(value, "spec");
  let width = small.input.length;
  small.layers.forEach(({ weights, bias }, i) => {
    const where = `spec.layers[${i}]`;
    listOf(listOf(within, kUnits, weights[0].length), kUnits, width)(weights, `${where}.weights`);
    width = weights[0].length;
    if (bias) listOf(within, kUnits, width)(bias, `${where}.bias`);
  });
  if (small.target) listOf(within, kUnits, width)(small.target, "spec.target");
  return small;
}

// ---- names: as in the notes, each kind numbered through the whole network

/** The name of a unit or weight as plain text: `w_5` is w₅. @param {string} name */
export const subscripted = (name) => name.replace(/_?(\d)/g, (_, digit) => String.fromCharCode(0x2080 + Number(digit)));

/** @param {Small} small @returns {string[][]} x_1 …, then the units of every layer: h_1 …, and o_1 … */
export function unitNames({ input, layers }) {
  let hidden = 0;
  return [input.map((_, i) => `x_${i + 1}`)].concat(
    layers.map(({ weights }, i) =>
      weights[0].map((_, j) => (i === layers.length - 1 ? `o_${j + 1}` : `h_${++hidden}`)),
    ),
  );
}

/** @param {Small} small @returns {string[][]} of each layer's sums: z_1 … */
export function sumNames({ layers }) {
  let count = 0;
  return layers.map(({ weights }) => weights[0].map(() => `z_${++count}`));
}

/** @param {Small} small @returns {Parameter[]} layer by layer, unit by unit: the weights into it, and its bias */
export function parametersOf({ layers }) {
  let [weightCount, biasCount] = [0, 0];
  return layers.flatMap(({ weights, bias }, layer) =>
    weights[0].flatMap((_, to) => {
      const into = weights.map((_, from) => ({ name: `w_${++weightCount}`, layer, from, to }));
      return bias ? [...into, { name: `b_${++biasCount}`, layer, from: -1, to }] : into;
    }),
  );
}

/** @param {Slopes[]} layers or SmallLayers @param {Parameter} parameter @returns {number} */
export function read(layers, { layer, from, to }) {
  const { weights, bias } = layers[layer];
  return from < 0 ? /** @type {number[]} */ (bias)[to] : weights[from][to];
}

/** @param {Slopes[]} layers or SmallLayers @param {Parameter} parameter @param {number} value */
export function write(layers, { layer, from, to }, value) {
  const { weights, bias } = layers[layer];
  if (from < 0) /** @type {number[]} */ (bias)[to] = value;
  else weights[from][to] = value;
}

// ---- the engine's numbers

/**
 * @template T
 * @param {Small} small
 * @param {number} learningRate
 * @param {(net: Network) => T} use of a network that lives as long as this takes
 */
async function withNetwork({ input, layers }, learningRate, use) {
  const net = await Network.create({
    input: [input.length],
    // The activations are layers of their own, so that the sums can be seen.
    layers: layers.flatMap(({ weights, bias, activation }, i) => [
      { type: "dense", name: `${i}`, units: weights[0].length, useBias: bias !== null },
      { type: "activation", activation },
    ]),
    loss: "sumSquaredError",
    optimizer: { type: "sgd", learningRate },
    batchSize: 1,
    deterministic: true,
  });
  try {
    net.setParameters(
      layers.flatMap(({ weights, bias }, i) => [
        { name: `${i}/kernel`, values: weights },
        ...(bias ? [{ name: `${i}/bias`, values: bias }] : []),
      ]),
    );
    return use(net);
  } finally {
    net.dispose();
  }
}

/** @param {Network} net @returns {SmallValues[]} of its last pass */
function valuesOf(net) {
  const rows = net.activations().map(({ values }) => [...values]);
  return rows.flatMap((sums, i) => (i % 2 === 0 ? [{ sums, outputs: rows[i + 1] }] : []));
}

/** @param {Small} small @param {import("../../formats/model.js").NamedTensor[]} tensors @returns {Slopes[]} */
function asLayers({ layers }, tensors) {
  const byName = new Map(tensors.map(({ name, values }) => [name, [...values]]));
  return layers.map(({ weights, bias }, i) => {
    const flat = byName.get(`${i}/kernel`) ?? [];
    const width = weights[0].length;
    return {
      weights: weights.map((_, row) => flat.slice(row * width, (row + 1) * width)),
      bias: bias && (byName.get(`${i}/bias`) ?? []),
    };
  });
}

/** What every layer computes. @param {Small} small */
export const forward = (small) =>
  withNetwork(small, 0, (net) => {
    net.predict(small.input);
    return valuesOf(net);
  });

/**
 * A step of training on the one sample, looked at from all sides.
 *
 * @param {Small & { target: number[] }} small
 * @param {number} rate of learning
 * @param {number} skip steps before it
 * @returns {Promise<Lesson & { small: Small & { target: number[] } }>} small: as the step finds it
 * @throws {DivergedError}
 */
export const learn = (small, rate, skip) =>
  withNetwork(small, rate, (net) => {
    const { input, target } = small;
    const layersNow = () =>
      asLayers(small, net.parameters()).map((layer, i) => ({ ...layer, activation: small.layers[i].activation }));
    for (let i = 0; i < skip; i++) net.trainBatch(input, target);
    const found = skip > 0 ? { ...small, layers: layersNow() } : small;
    const { loss: error } = net.backward(input, target);
    const slopes = asLayers(small, net.gradients());
    const before = valuesOf(net);
    net.trainBatch(input, target);
    const { loss: errorAfter } = net.evaluate(input, target);
    return { small: found, before, error, slopes, layers: layersNow(), after: valuesOf(net), errorAfter };
  });
