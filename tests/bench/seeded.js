// @ts-check
// What every library is given: the same weights, pictures and labels, drawn from a seed.

/** @typedef {{ kernel: Float32Array, bias: Float32Array, IN: number, OUT: number, activation: "sigmoid" | "relu" | "softmax" }} Dense  kernel (IN, OUT) */

/**
 * mulberry32 (Tommy Ettinger, 2017): numbers in 0…1.
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
 * Dense layers with Glorot's uniform kernels; biases are small but not 0, so that one left out shows in the outputs.
 * @param {number} seed
 * @param {number[]} sizes from the input to the output
 * @param {Dense["activation"][]} activations
 * @returns {Dense[]}
 */
export function denseLayers(seed, sizes, activations) {
  const random = generator(seed);
  return activations.map((activation, i) => {
    const [IN, OUT] = [sizes[i], sizes[i + 1]];
    const limit = Math.sqrt(6 / (IN + OUT));
    return {
      kernel: Float32Array.from({ length: IN * OUT }, () => (2 * random() - 1) * limit),
      bias: Float32Array.from({ length: OUT }, () => (2 * random() - 1) * 0.1),
      IN,
      OUT,
      activation,
    };
  });
}

/**
 * Pictures of 784 pixels in ten classes, with ink on about a fifth of the pixels as in MNIST, so that training on them
 * neither diverges nor is short of zeros. One label in ten is drawn at random: the loss then never comes near 0, where
 * gradients would be denormal numbers and the time would tell about those.
 * @param {number} seed
 * @param {number} n
 * @returns {{ x: Float32Array, labels: Uint8Array }} x (n, 784)
 */
export function pictures(seed, n) {
  const random = generator(seed);
  const prototypes = Array.from({ length: 10 }, () => Array.from({ length: 784 }, () => random() < 0.22));
  const x = new Float32Array(n * 784);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const digit = Math.floor(random() * 10);
    for (let k = 0; k < 784; k++) {
      if (random() < (prototypes[digit][k] ? 0.8 : 0.03)) x[i * 784 + k] = 0.2 + 0.8 * random();
    }
    labels[i] = random() < 0.1 ? Math.floor(random() * 10) : digit;
  }
  return { x, labels };
}
