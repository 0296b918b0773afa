// @ts-check
// The weights and matrices for every library, drawn from a seed.

/**
 * @typedef {{ type: "dense", kernel: Float32Array, bias: Float32Array, IN: number, OUT: number, activation: "sigmoid" | "relu" | "softmax" }} Dense  kernel (IN, OUT)
 *
 * A 3×3 convolution without padding, relu, and the maximum of each 2×2; an odd last row or column is left out.
 * @typedef {{ type: "conv", kernel: Float32Array, bias: Float32Array, SIDE: number, IN: number, OUT: number }} Conv  in (SIDE, SIDE, IN), kernel (3, 3, IN, OUT)
 */

/**
 * mulberry32 (Tommy Ettinger, 2017): uniform numbers in 0…1.
 * @param {number} seed
 */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Kernels from Glorot's uniform distribution; biases are small but not 0, so that a missing bias shows in the outputs.
 * @param {() => number} random
 * @param {number} PLACES how many positions a kernel covers; 1 for a dense layer
 * @param {number} IN
 * @param {number} OUT
 */
function weights(random, PLACES, IN, OUT) {
  const limit = Math.sqrt(6 / (PLACES * (IN + OUT)));
  return {
    kernel: Float32Array.from({ length: PLACES * IN * OUT }, () => (2 * random() - 1) * limit),
    bias: Float32Array.from({ length: OUT }, () => (2 * random() - 1) * 0.1),
    IN,
    OUT,
  };
}

/**
 * @param {number} seed
 * @param {number[]} sizes from the input to the output
 * @param {Dense["activation"][]} activations
 * @returns {Dense[]}
 */
export function denseLayers(seed, sizes, activations) {
  const random = generator(seed);
  return activations.map((activation, i) => ({
    type: "dense",
    ...weights(random, 1, sizes[i], sizes[i + 1]),
    activation,
  }));
}

/**
 * Two convolutions and ten classes: 28×28×1, 26×26×8 to 13×13×8, 11×11×16 to 5×5×16, 400, 10.
 * @param {number} seed
 * @returns {[Conv, Conv, Dense]}
 */
export function convLayers(seed) {
  const random = generator(seed);
  return [
    { type: "conv", ...weights(random, 9, 1, 8), SIDE: 28 },
    { type: "conv", ...weights(random, 9, 8, 16), SIDE: 13 },
    { type: "dense", ...weights(random, 1, 400, 10), activation: "softmax" },
  ];
}

/**
 * One convolution and ten classes.
 * @param {number} seed
 * @param {number} SIDE
 * @returns {[Conv, Dense]}
 */
export function smallConvLayers(seed, SIDE) {
  const random = generator(seed);
  return [
    { type: "conv", ...weights(random, 9, 1, 8), SIDE },
    { type: "dense", ...weights(random, 1, 8 * ((SIDE - 2) >> 1) ** 2, 10), activation: "softmax" },
  ];
}

/** The shape of one sample. @param {readonly (Conv | Dense)[]} layers @returns {number[]} */
export const inputShape = ([first]) => (first.type === "conv" ? [first.SIDE, first.SIDE, first.IN] : [first.IN]);

/** Numbers from -1 to 1, none of them 0. @param {() => number} random @param {number} n */
export const numbers = (random, n) => Float32Array.from({ length: n }, () => 2 * random() - 1 || 1);
