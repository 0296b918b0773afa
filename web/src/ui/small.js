// @ts-check
// Networks small enough to be written out: their limits, the names of their parts, and the engine's numbers.
import { badSpec, show } from "../base/errors.js";
import { Network } from "../network/network.js";
import { number, oneOf, options } from "../base/rules.js";

/** @typedef {import("../base/rules.js").Rule} Rule */
/** @typedef {import("../spec/activations.js").Activation} Activation */
/** @typedef {{ weights: number[][], bias: number[] | null, activation: Activation }} SmallLayer  weights (in, out), bias (out) */
/** @typedef {{ input: number[], layers: SmallLayer[], target?: number[] }} SmallSpec */
/**
 * @typedef {object} Unit
 * @property {string} name  x_1 … for an input, h_1 … for a hidden unit, o_1 … for an output
 * @property {string} sum  the name of its sum: z_1 …, counted through the network; "" for an input
 * @property {number} column  0 is the input
 * @property {number} row
 * @property {Parameter[]} into  a weight from every unit of the column before, then the bias if there is one
 * @property {Parameter[]} out  the weights that lead on from it
 */
/**
 * @typedef {object} Parameter
 * @property {string} name  w_1 … and b_1 …, counted through the network
 * @property {number} index  into `values`
 * @property {Unit | null} from  null for a bias
 * @property {Unit} to
 * @property {string} tensor  the engine's tensor that holds it
 * @property {number} at  its index there
 */
/** @typedef {{ z: number[][], a: number[][] }} Pass  sums and outputs by column; `z[0]` is empty, `a[0]` is the input */
/**
 * @typedef {object} Step
 * @property {number[]} values  of the parameters before the step
 * @property {number[]} slopes  of the error ½ Σ (t − o)², by parameter
 * @property {number[]} updated  values after the step
 * @property {Pass} before
 * @property {Pass} after
 * @property {{ before: number, after: number }} error
 */

const kUnits = 5;
const kLayers = 4;
/** The largest number that is accepted: what is computed from it stays within the range of 32-bit floats. */
export const kMost = 1000;

/** @param {Rule} rule @param {number} most @param {number} [least] @returns {Rule} */
const listOf =
  (rule, most, least = 1) =>
  (value, where) => {
    const list = Array.isArray(value) ? value : [];
    if (list.length >= least && list.length <= most) return list.map((one, i) => rule(one, `${where}[${i}]`));
    const expected = least === most ? `a list of ${most}` : `a list of ${least} to ${most}`;
    throw badSpec(list === value ? `a list of ${list.length}` : show(value), expected, where);
  };
/** A list of numbers. @param {number} [count] its exact length; without it, 1 to 5 */
const row = (count) => listOf(number(-kMost, kMost), count ?? kUnits, count);

/** The name of a unit or parameter as plain text: `w_5` becomes w₅. @param {string} name */
export const subscripted = (name) => name.replace(/_?(\d)/g, (_, digit) => String.fromCharCode(0x2080 + Number(digit)));

/** A network of up to 4 layers of 5 units. Callers may change the numbers in `input`, `target` and `values`. */
export class Small {
  /** @type {number[]} */ input;
  /** @type {number[]} */ target;
  /** Weights and biases, layer by layer and unit by unit. @type {number[]} */
  values = [];
  /** @type {Unit[][]} */ columns;
  /** @type {Parameter[]} */ parameters = [];
  /** @type {Activation[]} */ activations = [];

  /**
   * @param {unknown} spec
   * @param {readonly string[]} activations that are allowed; the first is the default
   * @param {boolean} [trained] whether it has a target
   * @throws {SpecError} if the spec is malformed, has too many units or layers, or shapes that do not fit
   */
  constructor(spec, activations, trained = false) {
    const layer = options({
      weights: [listOf(row(), kUnits)],
      bias: [(value, where) => value && row()(value, where), null],
      activation: [oneOf(activations), activations[0]],
    });
    const { input, layers, target } = options({
      input: [row()],
      layers: [listOf(layer, kLayers)],
      ...(trained && { target: [row()] }),
    })(spec, "spec");
    this.input = input;
    this.target = target;
    const counts = { h: 0, o: 0, z: 0, w: 0, b: 0 };
    const next = (/** @type {keyof typeof counts} */ letter) => `${letter}_${++counts[letter]}`;
    /** @type {(column: number, row: number, name: string, sum: string) => Unit} */
    const unit = (column, row, name, sum) => ({ name, sum, column, row, into: [], out: [] });
    this.columns = [input.map((/** @type {number} */ _, /** @type {number} */ i) => unit(0, i, `x_${i + 1}`, ""))];
    layers.forEach((/** @type {SmallLayer} */ { weights, bias, activation }, /** @type {number} */ i) => {
      const where = `spec.layers[${i}]`;
      const before = this.columns[i];
      const width = weights[0].length;
      listOf(row(width), before.length, before.length)(weights, `${where}.weights`);
      if (bias) row(width)(bias, `${where}.bias`);
      this.activations.push(activation);
      this.columns.push(
        weights[0].map((_, j) => {
          const to = unit(i + 1, j, next(i === layers.length - 1 ? "o" : "h"), next("z"));
          for (const from of before) {
            this.#add(to, from, next("w"), `${i}/kernel`, from.row * width + j, weights[from.row][j]);
          }
          if (bias) this.#add(to, null, next("b"), `${i}/bias`, j, bias[j]);
          return to;
        }),
      );
    });
    if (trained) row(this.last.length)(target, "spec.target");
  }

  /** @param {Unit} to @param {Unit | null} from @param {string} name @param {string} tensor @param {number} at @param {number} value */
  #add(to, from, name, tensor, at, value) {
    const one = { name, index: this.values.push(value) - 1, from, to, tensor, at };
    this.parameters.push(one);
    to.into.push(one);
    from?.out.push(one);
  }

  /** The output units. */
  get last() {
    return this.columns[this.columns.length - 1];
  }

  /** A copy of the network as it is now. @returns {SmallSpec} */
  get spec() {
    const { input, target, columns, values } = this;
    const layers = this.activations.map((activation, i) => {
      const units = columns[i + 1];
      const rowOf = (/** @type {number} */ k) => units.map(({ into }) => values[into[k].index]);
      const count = columns[i].length;
      return {
        weights: columns[i].map((_, k) => rowOf(k)),
        bias: units[0].into.length > count ? rowOf(count) : null,
        activation,
      };
    });
    return structuredClone({ input, layers, ...(target && { target }) });
  }

  /** Numbers of the parameters by name, as { w1, … }. @param {number[]} [numbers] @returns {Record<string, number>} */
  named(numbers = []) {
    return Object.fromEntries(this.parameters.map(({ name, index }) => [name.replace("_", ""), numbers[index]]));
  }

  // ---- the engine's numbers

  /** Computes a forward pass. @returns {Promise<Pass>} */
  forward() {
    return this.#use(0, (net) => {
      net.predict(this.input);
      return this.#passOf(net);
    });
  }

  /**
   * Computes a training step on the one sample, after `skip` others, with everything before and after it. The network itself
   * stays as it is.
   *
   * @param {number} rate the learning rate
   * @param {number} skip steps to take first
   * @returns {Promise<Step>}
   * @throws {DivergedError}
   */
  learn(rate, skip) {
    const { input, target } = this;
    return this.#use(rate, (net) => {
      for (let i = 0; i < skip; i++) net.trainBatch(input, target);
      const values = skip > 0 ? this.#gather(net.parameters()) : this.values;
      const { loss } = net.backward(input, target);
      const slopes = this.#gather(net.gradients());
      const before = this.#passOf(net);
      net.trainBatch(input, target);
      const error = { before: loss, after: net.evaluate(input, target).loss };
      return { values, slopes, updated: this.#gather(net.parameters()), before, after: this.#passOf(net), error };
    });
  }

  /**
   * @template T
   * @param {number} learningRate
   * @param {(net: Network) => T} use called with an engine's network, which is disposed of afterwards
   */
  async #use(learningRate, use) {
    const net = await Network.create({
      input: [this.input.length],
      // The activations are layers of their own, so that activations() has the sums too.
      layers: this.activations.flatMap((activation, i) => {
        const units = this.columns[i + 1];
        const useBias = units[0].into.length > this.columns[i].length;
        return [
          { type: "dense", name: `${i}`, units: units.length, useBias },
          { type: "activation", activation },
        ];
      }),
      loss: "sumSquaredError",
      optimizer: { type: "sgd", learningRate },
      deterministic: true,
    });
    try {
      const tensors = net.parameters();
      for (const { tensor, at, index } of this.parameters) valuesOf(tensors, tensor)[at] = this.values[index];
      net.setParameters(tensors);
      return use(net);
    } finally {
      net.dispose();
    }
  }

  /** @param {NamedTensor[]} tensors */
  #gather(tensors) {
    return this.parameters.map(({ tensor, at }) => valuesOf(tensors, tensor)[at]);
  }

  /** The last pass of a network. @param {Network} net @returns {Pass} */
  #passOf(net) {
    const rows = net.activations().map(({ values }) => [...values]);
    return {
      z: [[], ...rows.filter((_, i) => i % 2 === 0)],
      a: [this.input, ...rows.filter((_, i) => i % 2 === 1)],
    };
  }
}

/** @typedef {import("../formats/model.js").NamedTensor} NamedTensor */
/** @param {NamedTensor[]} tensors @param {string} which */
const valuesOf = (tensors, which) => /** @type {NamedTensor} */ (tensors.find(({ name }) => name === which)).values;
