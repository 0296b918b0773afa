// @ts-check
// The calculation of a small network as formulas with their numbers, forward and back by the chain rule; and the
// derivatives once more without that rule.
import { parametersOf, read, sumNames, unitNames, write } from "./small.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").SmallValues} SmallValues */
/** @typedef {import("./small.js").Parameter} Parameter */
/** @typedef {(value: number) => string} Format */

/**
 * Activations with a slope: the function, its derivative, and that as a formula of the output `a`.
 * @type {Record<string, { f: (z: number) => number, slope: (a: number, z: number) => number, text: (a: string, z: number) => string }>}
 */
const kSmooth = {
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (a) => a * (1 - a), text: (a) => `${a} ( 1 − ${a} )` },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a, text: (a) => `( 1 − ${a} · ${a} )` },
  relu: { f: (z) => Math.max(0, z), slope: (_, z) => Number(z > 0), text: (_, z) => `${Number(z > 0)}` },
  leakyRelu: {
    f: (z) => Math.max(0.3 * z, z),
    slope: (_, z) => (z > 0 ? 1 : 0.3),
    text: (_, z) => (z > 0 ? "1" : "0.3"),
  },
  identity: { f: (z) => z, slope: () => 1, text: () => "1" },
};
export const kSlopes = Object.keys(kSmooth);

/** The formulas of one network, as texts for `formula`. */
export class Chain {
  #small;
  #values;
  #n;
  #units;
  #sums;

  /**
   * @param {Small} small
   * @param {SmallValues[]} values the engine's
   * @param {Format} format of its numbers
   */
  constructor(small, values, format) {
    this.#small = small;
    this.#values = values;
    // A negative number within a formula stands in brackets.
    this.#n = (/** @type {number} */ value) => (value < 0 ? `( ${format(value)} )` : format(value + 0));
    this.#units = unitNames(small);
    this.#sums = sumNames(small);
  }

  /** A unit's sum and its output. @param {number} layer @param {number} unit @returns {string[]} */
  forward(layer, unit) {
    const { layers } = this.#small;
    const { sums, outputs } = this.#values[layer];
    const into = parametersOf(this.#small).filter((one) => one.layer === layer && one.to === unit);
    const names = into.map(({ name, from }) => (from < 0 ? name : `${name} · ${this.#units[layer][from]}`));
    const numbers = into.map((one) => {
      const value = this.#n(read(layers, one));
      return one.from < 0 ? value : `${value} · ${this.#n(this.#enters(layer)[one.from])}`;
    });
    const z = this.#sums[layer][unit];
    const { activation } = layers[layer];
    return [
      `${z} = | ${names.join(" + | ")} | = ${numbers.join(" + | ")} | = ${this.#n(sums[unit])}`,
      `${this.#units[layer + 1][unit]} = ${activation} ( ${z} ) | = ${activation} ( ${this.#n(sums[unit])} ) | = ${this.#n(outputs[unit])}`,
    ];
  }

  /** ½ Σ (t − o)². @param {string} total @returns {string[]} */
  error(total) {
    const outputs = this.#units[this.#units.length - 1];
    const names = outputs.map((o, i) => `½ ( t_${i + 1} − ${o} )^2`);
    const numbers = outputs.map((_, i) => `½ ( ${this.#n(this.#target(i))} − ${this.#n(this.#last[i])} )^2`);
    return [`E = ${names.join(" + | ")}`, `= ${numbers.join(" + | ")} | = ${total}`];
  }

  /**
   * The derivative of the error by a weight or bias.
   *
   * @param {Parameter} parameter
   * @param {number} slope the engine's
   * @returns {string[]}
   */
  slope({ name, layer, from, to }, slope) {
    const [a, z] = [this.#units[layer + 1][to], this.#sums[layer][to]];
    const source = from < 0 ? "1" : this.#units[layer][from];
    const sourceValue = from < 0 ? "1" : this.#n(this.#enters(layer)[from]);
    const [names, numbers] = this.#towardsSum(layer, to);
    return [
      `∂E/∂${name} = ∂E/∂${a} · | ∂${a}/∂${z} · | ∂${z}/∂${name}`,
      ...this.#towardsOutput(layer, to),
      `∂E/∂${name} = ${names} · | ${source}`,
      `= ${numbers} · | ${sourceValue} | = ${this.#n(slope)}`,
    ];
  }

  /** @param {Parameter} parameter @param {number} slope @param {number} rate @param {number} updated */
  update(parameter, slope, rate, updated) {
    const { name } = parameter;
    const value = this.#n(read(this.#small.layers, parameter));
    return [
      `${name} ← ${name} − η · ∂E/∂${name} | = ${value} − ${this.#n(rate)} · ${this.#n(slope)} | = ${this.#n(updated)}`,
    ];
  }

  get #last() {
    return this.#values[this.#values.length - 1].outputs;
  }

  /** @param {number} layer @returns {number[]} what enters it */
  #enters(layer) {
    return layer > 0 ? this.#values[layer - 1].outputs : this.#small.input;
  }

  /** @param {number} i */
  #target(i) {
    return /** @type {number[]} */ (this.#small.target)[i];
  }

  /** ∂E/∂z as two factors, in names and in numbers. @param {number} layer @param {number} unit @returns {[string, string]} */
  #towardsSum(layer, unit) {
    const a = this.#units[layer + 1][unit];
    const { sums, outputs } = this.#values[layer];
    const { text } = kSmooth[this.#small.layers[layer].activation];
    const last = layer === this.#values.length - 1;
    const first = last ? `( ${a} − t_${unit + 1} )` : `∂E/∂${a}`;
    const number = last
      ? `( ${this.#n(outputs[unit])} − ${this.#n(this.#target(unit))} )`
      : this.#n(this.#byOutput(layer, unit));
    return [`${first} · | ${text(a, sums[unit])}`, `${number} · | ${text(this.#n(outputs[unit]), sums[unit])}`];
  }

  /** How ∂E/∂h is collected from the layer after it. @param {number} layer @param {number} unit @returns {string[]} */
  #towardsOutput(layer, unit) {
    const leaving = parametersOf(this.#small).filter((one) => one.layer === layer + 1 && one.from === unit);
    if (leaving.length === 0) return [];
    const next = leaving.map(({ to }) => {
      const [names, numbers] = this.#towardsSum(layer + 1, to);
      return `∂E/∂${this.#sums[layer + 1][to]} = ${names} | = ${numbers} | = ${this.#n(this.#bySum(layer + 1, to))}`;
    });
    const names = leaving.map(({ name, to }) => `∂E/∂${this.#sums[layer + 1][to]} · ${name}`);
    const numbers = leaving.map(
      (one) => `${this.#n(this.#bySum(layer + 1, one.to))} · ${this.#n(read(this.#small.layers, one))}`,
    );
    const total = this.#n(this.#byOutput(layer, unit));
    return [
      ...next,
      `∂E/∂${this.#units[layer + 1][unit]} = ${names.join(" + | ")} | = ${numbers.join(" + | ")} | = ${total}`,
    ];
  }

  /** ∂E/∂z @param {number} layer @param {number} unit @returns {number} */
  #bySum(layer, unit) {
    const { sums, outputs } = this.#values[layer];
    const { slope } = kSmooth[this.#small.layers[layer].activation];
    return this.#byOutput(layer, unit) * slope(outputs[unit], sums[unit]);
  }

  /** ∂E/∂a @param {number} layer @param {number} unit @returns {number} */
  #byOutput(layer, unit) {
    if (layer === this.#values.length - 1) return this.#last[unit] - this.#target(unit);
    const { weights } = this.#small.layers[layer + 1];
    return weights[unit].reduce((sum, weight, to) => sum + weight * this.#bySum(layer + 1, to), 0);
  }
}

/** @param {Small} small @returns {number} ½ Σ (t − o)² in double precision */
function plainError({ input, layers, target = [] }) {
  const outputs = layers.reduce(
    (row, { weights, bias, activation }) =>
      weights[0].map((_, to) =>
        kSmooth[activation].f(row.reduce((sum, x, from) => sum + x * weights[from][to], bias?.[to] ?? 0)),
      ),
    input,
  );
  return outputs.reduce((sum, o, i) => sum + (target[i] - o) ** 2 / 2, 0);
}

/**
 * The derivative of the error by a weight or bias from two errors near it: (E(w + ε) − E(w − ε)) / 2ε.
 *
 * @param {Small} small
 * @param {Parameter} parameter
 */
export function numericalSlope(small, parameter) {
  const layers = structuredClone(small.layers);
  const value = read(layers, parameter);
  const step = 1e-5 * Math.max(1, Math.abs(value));
  const [above, below] = [step, -step].map((way) => {
    write(layers, parameter, value + way);
    return plainError({ ...small, layers });
  });
  return (above - below) / (2 * step);
}
