// @ts-check
// The right answers, in plain double precision: no contender is timed before it has agreed with them.

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {{ kernel: Float64Array, bias: Float64Array, IN: number, OUT: number, activation: Dense["activation"] }} Layer */
/** @typedef {{ type: "sgd" | "adam", learningRate: number }} Optimizer */

/** For every library alike: their own defaults differ. */
export const kAdam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

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

/** The slopes of activations, from their outputs. @type {Record<string, (y: number) => number>} */
const kSlopes = { relu: (y) => (y > 0 ? 1 : 0), sigmoid: (y) => y * (1 - y) };

/**
 * Steps of an optimiser on layers that end in softmax with cross-entropy, one step a batch.
 * @param {readonly Dense[]} start left as it is
 * @param {{ x: Float32Array, labels: ArrayLike<number> }[]} batches
 * @param {Optimizer} optimizer
 * @returns {Layer[]} the layers after the last step
 */
export function trained(start, batches, optimizer) {
  const layers = start.map((layer) => ({
    ...layer,
    kernel: Float64Array.from(layer.kernel),
    bias: Float64Array.from(layer.bias),
  }));
  const update = updater(optimizer);
  for (const { x, labels } of batches) {
    const gradients = layers.map(({ kernel, bias }) => ({
      kernel: new Float64Array(kernel.length),
      bias: new Float64Array(bias.length),
    }));
    const { IN } = layers[0];
    for (let i = 0; i < labels.length; i++) {
      /** @type {ArrayLike<number>[]} each layer's input, and the output */
      const values = [x.subarray(i * IN, (i + 1) * IN)];
      for (const layer of layers) values.push(forwardLayer(layer, values[values.length - 1]));
      let dz = Array.from(values[layers.length], (p, j) => (p - (j === labels[i] ? 1 : 0)) / labels.length);
      for (let l = layers.length - 1; l >= 0; l--) {
        accumulate(gradients[l], values[l], dz);
        if (l === 0) break;
        const { kernel, OUT } = layers[l];
        const slope = kSlopes[layers[l - 1].activation];
        const behind = dz;
        dz = Array.from(values[l], (y, k) => slope(y) * behind.reduce((sum, d, j) => sum + d * kernel[k * OUT + j], 0));
      }
    }
    update(
      layers.flatMap(({ kernel, bias }) => [kernel, bias]),
      gradients.flatMap(({ kernel, bias }) => [kernel, bias]),
    );
  }
  return layers;
}

/**
 * @param {Optimizer} optimizer
 * @returns {(parameters: Float64Array[], gradients: Float64Array[]) => void} one step
 */
function updater({ type, learningRate }) {
  if (type === "sgd") {
    return (parameters, gradients) =>
      parameters.forEach((w, i) => w.forEach((_, k) => (w[k] -= learningRate * gradients[i][k])));
  }
  const { beta1, beta2, epsilon } = kAdam;
  let step = 0;
  /** @type {{ m: Float64Array, v: Float64Array }[]} */
  let moments = [];
  return (parameters, gradients) => {
    if (step++ === 0)
      moments = parameters.map(({ length }) => ({ m: new Float64Array(length), v: new Float64Array(length) }));
    parameters.forEach((w, i) => {
      const { m, v } = moments[i];
      gradients[i].forEach((g, k) => {
        m[k] = beta1 * m[k] + (1 - beta1) * g;
        v[k] = beta2 * v[k] + (1 - beta2) * g * g;
        const [first, second] = [m[k] / (1 - beta1 ** step), v[k] / (1 - beta2 ** step)];
        w[k] -= (learningRate * first) / (Math.sqrt(second) + epsilon);
      });
    });
  };
}

/** @param {{ kernel: Float64Array, bias: Float64Array }} gradient @param {ArrayLike<number>} input @param {number[]} dz */
function accumulate({ kernel, bias }, input, dz) {
  for (let j = 0; j < dz.length; j++) bias[j] += dz[j];
  for (let k = 0; k < input.length; k++) {
    if (input[k] !== 0) for (let j = 0; j < dz.length; j++) kernel[k * dz.length + j] += input[k] * dz[j];
  }
}
