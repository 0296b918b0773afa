// @ts-check
// The one table of activations in JavaScript: defaults, and what pages show and compute beside the engine. What a network
// computes is C's (c/kernels/elementwise.c).

/**
 * @typedef {object} ActivationFormula
 * @property {(x: number, alpha: number) => number} f in double precision
 * @property {(y: number, alpha: number) => number} [slope] its derivative at x by the value y = f(x), at a kink the one
 *   on the left; missing where it is 0 wherever it exists, so that nothing can be learned through it
 * @property {number} [alpha] the default, Keras's, of an activation that takes one
 * @property {true} [bounded] all values lie within −1 to 1
 * @property {[f: string, slope: string]} says both for the reader, of x, y and α
 * @property {(y: string) => string} [slopeOf] the derivative as words for a formula (ui/formula.js); missing where it is
 *   not one formula for every x
 */

// In the order of c/spec.h. All but softmax, which works on rows.
const kElementwise = /** @satisfies {Record<string, ActivationFormula>} */ ({
  identity: { f: (x) => x, slope: () => 1, says: ["x", "1"] },
  step: { f: (x) => Number(x > 0), bounded: true, says: ["x > 0", "0"] },
  sigmoid: {
    f: (x) => 1 / (1 + Math.exp(-x)),
    slope: (y) => y * (1 - y),
    bounded: true,
    says: ["1 / (1 + e⁻ˣ)", "y(1 − y)"],
    slopeOf: (y) => `${y} · ( 1 − ${y} )`,
  },
  tanh: {
    f: Math.tanh,
    slope: (y) => 1 - y * y,
    bounded: true,
    says: ["tanh x", "1 − y²"],
    slopeOf: (y) => `( 1 − ${y} · ${y} )`,
  },
  relu: { f: (x) => Math.max(0, x), slope: (y) => Number(y > 0), says: ["max(0, x)", "y > 0"] },
  leakyRelu: {
    f: (x, alpha) => (x > 0 ? x : alpha * x),
    slope: (y, alpha) => (y > 0 ? 1 : alpha),
    alpha: 0.3,
    says: ["max(αx, x)", "1, α"],
  },
});

/** @typedef {keyof typeof kElementwise} Elementwise an activation of single numbers */
/** @typedef {Elementwise | "softmax"} Activation */

/** @type {Record<Elementwise, ActivationFormula>} */
export const kFormulas = kElementwise;

export const kElementwiseNames = /** @type {Elementwise[]} */ (Object.keys(kFormulas));

/** Those through which gradients flow. */
export const kSloped = kElementwiseNames.filter((name) => kFormulas[name].slope);

/** All of them, in the order of c/spec.h. @type {readonly Activation[]} */
export const kActivations = [...kElementwiseNames, "softmax"];

/**
 * What is known of an activation, if it is one of single numbers.
 * @param {unknown} name
 * @returns {ActivationFormula | undefined}
 */
export const formulaOf = (name) => Object.entries(kFormulas).find(([own]) => own === name)?.[1];
