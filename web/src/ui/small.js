// @ts-check
// Networks small enough to be written out: what they may be, what their parts are called, and the engine's numbers.
import { badSpec, show } from "../base/errors.js";
import { Network } from "../network/network.js";
import { number, oneOf, options } from "../base/rules.js";

/** @typedef {import("../base/rules.js").Rule} Rule */
/** @typedef {import("../spec/activations.js").Activation} Activation */
/** @typedef {{ weights: number[][], bias: number[] | null, activation: Activation }} SmallLayer  weights (in, out), bias (out) */
/** @typedef {{ input: number[], layers: SmallLayer[], target?: number[] }} SmallSpec */
/**
 * @typedef {object} Unit
 * @property {string} name  x_1 … of an input, h_1 … and o_1 … through the network
 * @property {string} sum  z_1 …
 * @property {number} column  0 is the input
 * @property {number} row
 * @property {Parameter[]} into  a weight from every unit of the column before, then the bias if there is one
 * @property {Parameter[]} out
 */
/**
 * @typedef {object} Parameter
 * @property {string} name  w_1 … and b_1 …
 * @property {number} index  its place in `values`
 * @property {Unit | null} from  null for a bias
 * @property {Unit} to
 * @property {string} tensor  of the engine
 * @property {number} at  its place there
 */
/** @typedef {{ z: number[][], a: number[][] }} Pass  what each column's sums and outputs are; those of the input are `a[0]` */
/**
 * @typedef {object} Step
 * @property {number[]} values  of the parameters as it finds them
 * @property {number[]} slopes  of the error ½ Σ (t − o)², by parameter
 * @property {number[]} updated  values as it leaves them
 * @property {Pass} before
 * @property {Pass} after
 * @property {{ before: number, after: number }} error
 */

const kUnits = 5;
const kLayers = 4;
/** The largest number that may be put in: what follows from it stays within the range of 32-bit floats. */
export const kMost = 1000;

/** @param {Rule} rule @param {number} most @param {number} [least] @returns {Rule} */
const listOf =
  (rule, most, least = 1) =>
  (value, where) => {
    const list = Array.isArray(value) ? value : [];
    if (list.length >= least && list.length <= most) return list.map((one, i) => rule(one, `${where}[${i}]`));
    throw badSpec(list === value ? `${list.length} of them` : show(value), `a list of ${least} to ${most}`, where);
  };
/** @param {number} [count] as many as that */
const row = (count) => listOf(number(-kMost, kMost), count ?? kUnits, count);

/** The name of a unit or parameter as plain text: `w_5` is w₅. @param {string} name */
export const subscripted = (name) => name.replace(/_?(\d)/g, (_, digit) => String.fromCharCode(0x2080 + Number(digit)));

/** A network of up to 4 layers of 5 units. `input`, `target` and `values` may be changed. */
export class Small {
  /** @type {number[]} */ input;
  /** @type {number[]} */ target;
  /** Weights and biases: layer by layer, unit by unit. @type {number[]} */
  values = [];
  /** @type {Unit[][]} */ columns;
  /** @type {Parameter[]} */ parameters = [];
  /** @type {Activation[]} */ activations = [];

  /**
   * @param {unknown} spec
   * @param {readonly string[]} activations that are possible
   * @param {boolean} [trained] whether a target belongs to it
   * @throws {SpecError} for more units or layers, and for what is no such network
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

  /** The units of the output. */
  get last() {
    return this.columns[this.columns.length - 1];
  }

  /** @returns {SmallSpec} */
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

  /** Numbers of the parameters, by their names. @param {number[]} [numbers] @returns {Record<string, number>} */
  named(numbers = []) {
    return Object.fromEntries(this.parameters.map(({ name, index }) => [name.replace("_", ""), numbers[index]]));
  }

  // ---- the engine's numbers

  /** @returns {Promise<Pass>} */
  forward() {
    return this.#use(0, (net) => {
      net.predict(this.input);
      return this.#passOf(net);
    });
  }

  /**
   * A step of training on the one sample, looked at from all sides.
   *
   * @param {number} rate of learning
   * @param {number} skip steps before it
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
   * @param {(net: Network) => T} use of a network that lives as long as this takes
   */
  async #use(learningRate, use) {
    const net = await Network.create({
      input: [this.input.length],
      // The activations are layers of their own, so that the sums can be seen.
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

  /** The last one. @param {Network} net @returns {Pass} */
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
