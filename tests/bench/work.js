// @ts-check
// The amount of work: the multiply-adds of a network's formulas for one sample, with zeros counted like any number.

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("./seeded.js").Conv} Conv */

/** A multiply-add in units of 10⁹ floating-point operations. */
export const kGflop = 2e-9;

/** The multiply-adds of a layer's product. @param {Conv | Dense} layer */
const once = (layer) => (layer.type === "conv" ? (layer.SIDE - 2) ** 2 * 9 : 1) * layer.IN * layer.OUT;

/** @param {readonly (Conv | Dense)[]} layers */
export const workOfPrediction = (layers) => layers.reduce((sum, layer) => sum + once(layer), 0);

/**
 * Forward, the gradients of the kernels, and those of the inputs, which the first layer does not need.
 * @param {readonly (Conv | Dense)[]} layers
 */
export const workOfTraining = (layers) => 3 * workOfPrediction(layers) - once(layers[0]);
