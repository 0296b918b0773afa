// @ts-check
// The right answers, in plain double precision. A contender is timed only if its results agree with them.

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("./seeded.js").Conv} Conv */
/**
 * @template L
 * @typedef {Omit<L, "kernel" | "bias"> & { kernel: Float32Array | Float64Array, bias: Float32Array | Float64Array }} Any  in single or double precision
 */
/** @typedef {Any<Dense> | Any<Conv>} Layer */
/** @typedef {{ kernel: Float64Array, bias: Float64Array }} Gradient */
/** @typedef {{ type: "sgd" | "adam", learningRate: number }} Optimizer */

/** Set for every library, because their defaults differ. */
export const kAdam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * @param {Float32Array} a (M, K)
 * @param {Float32Array} b (K, N)
 * @param {{ M: number, N: number, K: number }} sizes
 * @returns {number[]} (M, N)
 */
export function productOf(a, b, { M, N, K }) {
  const c = new Float64Array(M * N);
  for (let i = 0; i < M; i++)
    for (let k = 0; k < K; k++) for (let j = 0; j < N; j++) c[i * N + j] += a[i * K + k] * b[k * N + j];
  return Array.from(c);
}

/** @param {number[]} z */
function softmax(z) {
  const top = Math.max(...z);
  const e = z.map((v) => Math.exp(v - top));
  const sum = e.reduce((s, v) => s + v, 0);
  return e.map((v) => v / sum);
}

/** @param {Any<Dense>} layer @param {ArrayLike<number>} x  (IN) */
function forwardDense({ kernel, bias, OUT, activation }, x) {
  const z = Array.from(bias);
  for (let k = 0; k < x.length; k++) {
    if (x[k] !== 0) for (let j = 0; j < OUT; j++) z[j] += x[k] * kernel[k * OUT + j];
  }
  if (activation === "softmax") return softmax(z);
  return z.map((v) => (activation === "relu" ? Math.max(v, 0) : 1 / (1 + Math.exp(-v))));
}

/**
 * Derivatives of activations from their outputs. For softmax followed by cross-entropy, `dy` is the gradient of its
 * input.
 */
const kSlopes = {
  relu: (/** @type {number} */ y) => (y > 0 ? 1 : 0),
  sigmoid: (/** @type {number} */ y) => y * (1 - y),
  softmax: () => 1,
};

/**
 * @param {Any<Dense>} layer
 * @param {Gradient} gradient is added to
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {ArrayLike<number>} dy
 * @returns {ArrayLike<number>} dx
 */
function backwardDense({ kernel, OUT, activation }, gradient, x, y, dy) {
  const dz = Array.from(dy, (d, j) => d * kSlopes[activation](y[j]));
  dz.forEach((d, j) => (gradient.bias[j] += d));
  return Array.from(x, (v, k) => {
    if (v !== 0) dz.forEach((d, j) => (gradient.kernel[k * OUT + j] += v * d));
    return dz.reduce((sum, d, j) => sum + d * kernel[k * OUT + j], 0);
  });
}

/** The convolution, before relu and the pool. @param {Any<Conv>} layer @param {ArrayLike<number>} x @returns {Float64Array} z (SIDE - 2, SIDE - 2, OUT) */
function convolve({ kernel, bias, SIDE, IN, OUT }, x) {
  const WIDE = SIDE - 2;
  const z = new Float64Array(WIDE * WIDE * OUT).map((_, at) => bias[at % OUT]);
  for (let at = 0; at < WIDE * WIDE; at++) {
    for (let place = 0; place < 9; place++) {
      const from = inputAt(at, place, SIDE) * IN;
      for (let i = 0; i < IN; i++) {
        for (let j = 0; j < OUT; j++) z[at * OUT + j] += x[from + i] * kernel[(place * IN + i) * OUT + j];
      }
    }
  }
  return z;
}

/** The index of the input under a place of the kernel, for the output at index `at`. @type {(at: number, place: number, SIDE: number) => number} */
const inputAt = (at, place, SIDE) => {
  const [row, column] = [Math.floor(at / (SIDE - 2)), at % (SIDE - 2)];
  return (row + Math.floor(place / 3)) * SIDE + column + (place % 3);
};

/** The index of the maximum of each 2×2. @param {Float64Array} z @param {Any<Conv>} layer @returns {number[]} in z */
function greatest(z, { SIDE, OUT }) {
  const [WIDE, POOLED] = [SIDE - 2, (SIDE - 2) >> 1];
  return Array.from({ length: POOLED * POOLED * OUT }, (_, at) => {
    const [place, j] = [Math.floor(at / OUT), at % OUT];
    const first = 2 * Math.floor(place / POOLED) * WIDE + 2 * (place % POOLED);
    const four = [first, first + 1, first + WIDE, first + WIDE + 1].map((corner) => corner * OUT + j);
    return four.reduce((best, other) => (z[other] > z[best] ? other : best));
  });
}

/** @param {Any<Conv>} layer @param {ArrayLike<number>} x */
function forwardConv(layer, x) {
  const z = convolve(layer, x);
  return greatest(z, layer).map((winner) => Math.max(z[winner], 0));
}

/**
 * @param {Any<Conv>} layer
 * @param {Gradient} gradient is added to
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} dy
 * @returns {ArrayLike<number>} dx
 */
function backwardConv(layer, gradient, x, dy) {
  const { kernel, SIDE, IN, OUT } = layer;
  const z = convolve(layer, x);
  const dx = new Float64Array(x.length);
  greatest(z, layer).forEach((winner, to) => {
    if (z[winner] <= 0) return;
    const [at, j] = [Math.floor(winner / OUT), winner % OUT];
    gradient.bias[j] += dy[to];
    for (let place = 0; place < 9; place++) {
      const from = inputAt(at, place, SIDE) * IN;
      for (let i = 0; i < IN; i++) {
        const w = (place * IN + i) * OUT + j;
        gradient.kernel[w] += x[from + i] * dy[to];
        dx[from + i] += kernel[w] * dy[to];
      }
    }
  });
  return dx;
}

/** @param {Layer} layer @param {ArrayLike<number>} x @returns {ArrayLike<number>} */
const forwardLayer = (layer, x) => (layer.type === "conv" ? forwardConv(layer, x) : forwardDense(layer, x));

/**
 * @param {readonly Layer[]} layers
 * @param {ArrayLike<number>} x one sample
 * @returns {number[]} the last layer's output
 */
export function forward(layers, x) {
  return Array.from(layers.reduce((y, layer) => forwardLayer(layer, y), x));
}

/** @param {readonly Layer[]} layers @param {Float32Array} x (n, inputs) @param {ArrayLike<number>} labels (n) */
export function meanLoss(layers, x, labels) {
  const size = x.length / labels.length;
  let sum = 0;
  for (let i = 0; i < labels.length; i++)
    sum -= Math.log(forward(layers, x.subarray(i * size, (i + 1) * size))[labels[i]]);
  return sum / labels.length;
}

/**
 * Takes optimizer steps on layers that end in softmax with cross-entropy, one step per batch.
 * @param {readonly (Conv | Dense)[]} start is not changed
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
    const size = x.length / labels.length;
    for (let i = 0; i < labels.length; i++) {
      /** @type {ArrayLike<number>[]} each layer's input, and the output */
      const values = [x.subarray(i * size, (i + 1) * size)];
      for (const layer of layers) values.push(forwardLayer(layer, values[values.length - 1]));
      /** @type {ArrayLike<number>} */
      let dy = Array.from(values[layers.length], (p, j) => (p - (j === labels[i] ? 1 : 0)) / labels.length);
      for (let l = layers.length - 1; l >= 0; l--) {
        const layer = layers[l];
        dy =
          layer.type === "conv"
            ? backwardConv(layer, gradients[l], values[l], dy)
            : backwardDense(layer, gradients[l], values[l], values[l + 1], dy);
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
