// @ts-check
/** leakyRelu's slope below 0 where a layer gives none: the engine's default. */
export const kAlpha = 0.3;

/**
 * The derivative of an activation f at x, from its output y = f(x). At a kink it is the slope on the left, as in the engine.
 *
 * @satisfies {Record<string, (y: number) => number>}
 */
export const kSlopes = {
  sigmoid: (/** @type {number} */ y) => y * (1 - y),
  tanh: (/** @type {number} */ y) => 1 - y * y,
  relu: (/** @type {number} */ y) => (y > 0 ? 1 : 0),
  leakyRelu: (/** @type {number} */ y) => (y > 0 ? 1 : kAlpha),
  identity: () => 1,
};
