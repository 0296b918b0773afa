// @ts-check
// The calculation of a small network as formulas with their numbers, forward and back by the chain rule; and the
// derivatives once more without that rule.
import { formulaOf, kSloped } from "../spec/activations.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").Pass} Pass */
/** @typedef {import("./small.js").Unit} Unit */
/** @typedef {import("./small.js").Parameter} Parameter */
/** @typedef {import("../spec/activations.js").Activation} Activation */
/** @typedef {import("../spec/activations.js").ActivationFormula} ActivationFormula */

/** Activations with a slope; the first is what a layer has if it names none. */
export const kSlopes = ["sigmoid", ...kSloped.filter((name) => name !== "sigmoid")];

/** @param {Activation} name @returns {{ f: (z: number) => number, slope: (a: number) => number, slopeOf?: (a: string) => string }} */
function smooth(name) {
  const { f, slope = () => 0, slopeOf, alpha = 0 } = /** @type {ActivationFormula} */ (formulaOf(name));
  return { f: (z) => f(z, alpha), slope: (a) => slope(a, alpha), slopeOf };
}

const plus = (/** @type {string[]} */ terms) => terms.join(" + | ");

/** The formulas of one pass through a network, as texts for `formula`. */
export class Chain {
  #small;
  #pass;
  #written;

  /**
   * @param {Small} small
   * @param {Pass} pass the engine's numbers
   * @param {(value: number) => string} written
   */
  constructor(small, pass, written) {
    this.#small = small;
    this.#pass = pass;
    this.#written = written;
  }

  /** Within a formula a negative number stands in brackets. @param {number} value */
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

  /** ½ Σ (t − o)². @param {string} total @returns {string[]} */
  error(total) {
    const { last, target } = this.#small;
    const names = last.map(({ name }, i) => `½ ( t_${i + 1} − ${name} )^2`);
    const numbers = last.map((unit, i) => `½ ( ${this.#n(target[i])} − ${this.#output(unit)} )^2`);
    return [`E = ${plus(names)}`, `= ${plus(numbers)} | = ${total}`];
  }

  /**
   * The derivative of the error by a weight or bias.
   *
   * @param {Parameter} parameter
   * @param {number} slope the engine's
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

  /** @param {Parameter} parameter @param {number} slope @param {number} rate @param {number} updated */
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
    const { slopeOf = () => String(slope(this.#pass.a[column][row])), slope } = this.#smooth(unit);
    const output = this.#output(unit);
    const last = out.length === 0;
    const names = last ? `( ${name} − t_${row + 1} )` : `∂E/∂${name}`;
    const numbers = last ? `( ${output} − ${this.#n(this.#small.target[row])} )` : this.#n(this.#byOutput(unit));
    return [`${names} · | ${slopeOf(name)}`, `${numbers} · | ${slopeOf(output)}`];
  }

  /** @param {Unit} unit */
  #smooth({ column }) {
    return smooth(this.#small.activations[column - 1]);
  }

  /** ∂E/∂z @param {Unit} unit @returns {number} */
  #bySum(unit) {
    return this.#byOutput(unit) * this.#smooth(unit).slope(this.#pass.a[unit.column][unit.row]);
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
  const outputs = columns
    .slice(1)
    .reduce(
      (row, units, i) =>
        units.map(({ into }) =>
          smooth(activations[i]).f(
            into.reduce((sum, { index, from }, k) => sum + values[index] * (from ? row[k] : 1), 0),
          ),
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
