// @ts-check
// The right answers, in plain double precision: no contender is timed before it has agreed with them.

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {{ kernel: Float64Array, bias: Float64Array, IN: number, OUT: number, activation: Dense["activation"] }} Layer */

/** @param {number[]} z */
function softmax(z) {
  const top = Math.max(...z);
  const e = z.map((v) => Math.exp(v - top));
  const sum = e.reduce((s, v) => s + v, 0);
  return e.map((v) => v / sum);
}

/** @param {Layer | Dense} layer @param {ArrayLike<number>} x  (IN) */
function forwardLayer({ kernel, bias, OUT, activation }, x) {
  const z = Array.from(bias);
  for (let k = 0; k < x.length; k++) {
    if (x[k] !== 0) for (let j = 0; j < OUT; j++) z[j] += x[k] * kernel[k * OUT + j];
  }
  if (activation === "softmax") return softmax(z);
  return z.map((v) => (activation === "relu" ? Math.max(v, 0) : 1 / (1 + Math.exp(-v))));
}

/**
 * @param {readonly (Layer | Dense)[]} layers
 * @param {ArrayLike<number>} x one sample
 * @returns {number[]} the last layer's output
 */
export function forward(layers, x) {
  /** @type {ArrayLike<number>} */
  let y = x;
  for (const layer of layers) y = forwardLayer(layer, y);
  return Array.from(y);
}

/** @param {readonly (Layer | Dense)[]} layers @param {Float32Array} x (n, IN) @param {ArrayLike<number>} labels (n) */
export function meanLoss(layers, x, labels) {
  const { IN } = layers[0];
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum -= Math.log(forward(layers, x.subarray(i * IN, (i + 1) * IN))[labels[i]]);
  return sum / labels.length;
}

/**
 * Plain gradient descent on a relu layer followed by softmax with cross-entropy, one step a batch.
 * @param {readonly Dense[]} start left as it is
 * @param {{ x: Float32Array, labels: ArrayLike<number> }[]} batches
 * @param {number} learningRate
 * @returns {Layer[]} the layers after the last step
 */
export function trained(start, batches, learningRate) {
  const layers = start.map((layer) => ({
    ...layer,
    kernel: Float64Array.from(layer.kernel),
    bias: Float64Array.from(layer.bias),
  }));
  const [hidden, output] = layers;
  for (const { x, labels } of batches) {
    const n = labels.length;
    const updates = layers.map(({ kernel, bias }) => ({
      kernel: new Float64Array(kernel.length),
      bias: new Float64Array(bias.length),
    }));
    for (let i = 0; i < n; i++) {
      const input = x.subarray(i * hidden.IN, (i + 1) * hidden.IN);
      const h = forwardLayer(hidden, input);
      const dz = forwardLayer(output, h).map((p, j) => (p - (j === labels[i] ? 1 : 0)) / n);
      const dh = h.map((v, k) =>
        v > 0 ? dz.reduce((sum, d, j) => sum + d * output.kernel[k * output.OUT + j], 0) : 0,
      );
      accumulate(updates[1], h, dz);
      accumulate(updates[0], input, dh);
    }
    layers.forEach(({ kernel, bias }, l) => {
      for (let k = 0; k < kernel.length; k++) kernel[k] -= learningRate * updates[l].kernel[k];
      for (let k = 0; k < bias.length; k++) bias[k] -= learningRate * updates[l].bias[k];
    });
  }
  return layers;
}

/** @param {{ kernel: Float64Array, bias: Float64Array }} gradient @param {ArrayLike<number>} input @param {number[]} dz */
function accumulate({ kernel, bias }, input, dz) {
  for (let j = 0; j < dz.length; j++) bias[j] += dz[j];
  for (let k = 0; k < input.length; k++) {
    if (input[k] !== 0) for (let j = 0; j < dz.length; j++) kernel[k * dz.length + j] += input[k] * dz[j];
  }
}
