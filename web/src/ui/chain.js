// @ts-check
// The calculation of a small network written out as formulas with numbers, forward and backward by the chain rule, and a
// numerical gradient that checks it without that rule.
import { kAlpha, kSlopes } from "./slopes.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").Pass} Pass */
/** @typedef {import("./small.js").Unit} Unit */
/** @typedef {import("./small.js").Parameter} Parameter */
/** @typedef {keyof typeof kSlopes} Smooth  an activation with a slope */

/** In double precision, independent of the engine. @type {Record<Smooth, (z: number) => number>} */
const kFunctions = {
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  relu: (z) => Math.max(0, z),
  leakyRelu: (z) => Math.max(kAlpha * z, z),
  identity: (z) => z,
};

/** Slopes that are a formula of the output a; the others are written as a number. @type {Record<string, (a: string) => string>} */
const kSlopeTexts = {
  sigmoid: (a) => `${a} · ( 1 − ${a} )`,
  tanh: (a) => `( 1 − ${a} · ${a} )`,
};

const plus = (/** @type {string[]} */ terms) => terms.join(" + | ");

/** The formulas of one pass through a network, each as a text for `formula()`. */
export class Chain {
  #small;
  #pass;
  #written;

  /**
   * @param {Small} small
   * @param {Pass} pass the engine's numbers
   * @param {(value: number) => string} written formats a number
   */
  constructor(small, pass, written) {
    this.#small = small;
    this.#pass = pass;
    this.#written = written;
  }

  /** Puts a negative number in brackets, as a formula needs it. @param {number} value */
  #n(value) {
    return value < 0 ? `( ${this.#written(value)} )` : this.#written(value);
  }

  /** A unit's sum and its output. @param {Unit} unit @returns {string[]} */
  forward(unit) {
    const { name, sum, into } = unit;
    const z = this.#written(this.#pass.z[unit.column][unit.row]);
    const f = this.#small.activations[unit.column - 1];
    const names = into.map((one) => one.name + (one.from ? ` · ${one.from.name}` : ""));
    const numbers = into.map((one) => this.#value(one) + (one.from ? ` · ${this.#output(one.from)}` : ""));
    return [
      `${sum} = | ${plus(names)} | = ${plus(numbers)} | = ${z}`,
      `${name} = ${f} ( ${sum} ) | = ${f} ( ${z} ) | = ${this.#written(this.#pass.a[unit.column][unit.row])}`,
    ];
  }

  /** The error, ½ Σ (t − o)². @param {string} total its value, formatted @returns {string[]} */
  error(total) {
    const { last, target } = this.#small;
    const names = last.map(({ name }, i) => `½ ( t_${i + 1} − ${name} )^2`);
    const numbers = last.map((unit, i) => `½ ( ${this.#n(target[i])} − ${this.#output(unit)} )^2`);
    return [`E = ${plus(names)}`, `= ${plus(numbers)} | = ${total}`];
  }

  /**
   * The derivative of the error with respect to a weight or bias.
   *
   * @param {Parameter} parameter
   * @param {number} slope the engine's value of it
   * @returns {string[]}
   */
  slope({ name, from, to }, slope) {
    const [names, numbers] = this.#towardsSum(to);
    const collected = to.out.map((one) => {
      const [names, numbers] = this.#towardsSum(one.to);
      return `∂E/∂${one.to.sum} = ${names} | = ${numbers} | = ${this.#written(this.#bySum(one.to))}`;
    });
    if (collected.length > 0) {
      const terms = to.out.map((one) => `∂E/∂${one.to.sum} · ${one.name}`);
      const values = to.out.map((one) => `${this.#n(this.#bySum(one.to))} · ${this.#value(one)}`);
      collected.push(`∂E/∂${to.name} = ${plus(terms)} | = ${plus(values)} | = ${this.#written(this.#byOutput(to))}`);
    }
    return [
      `∂E/∂${name} = ∂E/∂${to.name} · | ∂${to.name}/∂${to.sum} · | ∂${to.sum}/∂${name}`,
      ...collected,
      `∂E/∂${name} = ${names} · | ${from ? from.name : 1}`,
      `= ${numbers} · | ${from ? this.#output(from) : 1} | = ${this.#written(slope)}`,
    ];
  }

  /** A step of gradient descent. @param {Parameter} parameter @param {number} slope @param {number} rate @param {number} updated */
  update(parameter, slope, rate, updated) {
    const { name } = parameter;
    const numbers = `${this.#value(parameter)} − ${this.#n(rate)} · ${this.#n(slope)}`;
    return `${name} ← ${name} − η · ∂E/∂${name} | = ${numbers} | = ${this.#written(updated)}`;
  }

  /** @param {Parameter} parameter */
  #value({ index }) {
    return this.#n(this.#small.values[index]);
  }

  /** @param {Unit} unit */
  #output({ column, row }) {
    return this.#n(this.#pass.a[column][row]);
  }

  /** ∂E/∂z as two factors, in names and in numbers. @param {Unit} unit @returns {[string, string]} */
  #towardsSum(unit) {
    const { name, row, column, out } = unit;
    const activation = this.#activation(unit);
    const text = kSlopeTexts[activation] ?? (() => String(kSlopes[activation](this.#pass.a[column][row])));
    const output = this.#output(unit);
    const last = out.length === 0;
    const names = last ? `( ${name} − t_${row + 1} )` : `∂E/∂${name}`;
    const numbers = last ? `( ${output} − ${this.#n(this.#small.target[row])} )` : this.#n(this.#byOutput(unit));
    return [`${names} · | ${text(name)}`, `${numbers} · | ${text(output)}`];
  }

  /** @param {Unit} unit */
  #activation({ column }) {
    return /** @type {Smooth} */ (this.#small.activations[column - 1]);
  }

  /** ∂E/∂z @param {Unit} unit @returns {number} */
  #bySum(unit) {
    return this.#byOutput(unit) * kSlopes[this.#activation(unit)](this.#pass.a[unit.column][unit.row]);
  }

  /** ∂E/∂a @param {Unit} unit @returns {number} */
  #byOutput({ column, row, out }) {
    const { values, target } = this.#small;
    if (out.length === 0) return this.#pass.a[column][row] - target[row];
    return out.reduce((sum, { index, to }) => sum + values[index] * this.#bySum(to), 0);
  }
}

/** @param {Small} small @param {number[]} values @returns {number} ½ Σ (t − o)² in double precision */
function plainError({ input, columns, activations, target }, values) {
  let row = input;
  columns.slice(1).forEach((units, i) => {
    const activate = kFunctions[/** @type {Smooth} */ (activations[i])];
    const term = (/** @type {Parameter} */ { index, from }) => values[index] * (from ? row[from.row] : 1);
    row = units.map(({ into }) => activate(into.reduce((sum, one) => sum + term(one), 0)));
  });
  return row.reduce((sum, o, i) => sum + (target[i] - o) ** 2 / 2, 0);
}

/**
 * The numerical derivative of the error with respect to a weight or bias, by a central difference in double precision:
 * (E(w + ε) − E(w − ε)) / 2ε, with ε = 1e-5 · max(1, |w|).
 *
 * @param {Small} small
 * @param {Parameter} parameter
 */
export function numericalSlope(small, { index }) {
  const { values } = small;
  const step = 1e-5 * Math.max(1, Math.abs(values[index]));
  const near = (/** @type {number} */ way) =>
    plainError(
      small,
      values.map((value, i) => (i === index ? value + way : value)),
    );
  return (near(step) - near(-step)) / (2 * step);
}
