// @ts-check
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { layers as tfLayers, sequential } from "@tensorflow/tfjs-layers";
import { kAdam } from "../reference.js";
import { inputShape } from "../seeded.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../seeded.js").Conv} Conv */

export { tf };

let started = false;

/**
 * The backend with SIMD on one thread, even if the host offers more.
 * @param {import("../bench.js").Host} host
 */
export async function startTfjs({ tfjsFiles }) {
  if (started) return;
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setThreadsCount(1);
  setWasmPaths(tfjsFiles);
  if (!(await tf.setBackend("wasm"))) throw new Error("tfjs: got no wasm backend, expected one");
  await tf.ready();
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("tfjs: got a host without SIMD");
  started = true;
}

/**
 * The numbers that a computation returns. They are read outside of `tidy`, which searches its return value for tensors,
 * number by number; in Node that takes longer than the network.
 * @param {() => tf.Tensor} compute
 */
export function numbersOf(compute) {
  const y = tf.tidy(compute);
  const numbers = y.dataSync();
  y.dispose();
  return numbers;
}

/** One number of a tensor, which this backend has already computed; `dataSync` would copy all numbers. @param {tf.Tensor} y @param {number} at */
export function tfjsNumber({ dataId }, at) {
  const backend = /** @type {import("@tensorflow/tfjs-backend-wasm").BackendWasm} */ (tf.backend());
  return Number(backend.readSync(dataId, at, at + 1)[0]);
}

/** @param {readonly (Conv | Dense)[]} layers @param {Float32Array} x (n, inputs) */
export const tfjsInput = (layers, x) => {
  const shape = inputShape(layers);
  return tf.tensor(x, [x.length / shape.reduce((a, b) => a * b), ...shape]);
};

/** @param {readonly (Conv | Dense)[]} layers @returns {tf.Tensor[]} kernel, bias, kernel, bias, … */
export function tensorsOf(layers) {
  return layers.flatMap(({ type, kernel, bias, IN, OUT }) => [
    tf.tensor(kernel, type === "conv" ? [3, 3, IN, OUT] : [IN, OUT]),
    tf.tensor(bias),
  ]);
}

/** A convolution with its bias and relu. @typedef {(x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D) => tf.Tensor4D} Convolve */

/** The fastest one; it has no gradient on this backend, which lacks `Conv2DBackpropFilter`. @type {Convolve} */
export const fusedConv2d = (x, filter, bias) =>
  tf.fused.conv2d({ x, filter, strides: 1, pad: "valid", bias, activation: "relu" });

/** The only convolution that has a gradient on this backend. @type {Convolve} */
export function conv3d(x, kernel, bias) {
  const [n, side, , IN] = x.shape;
  const [, , , OUT] = kernel.shape;
  /** @type {[tf.Tensor5D, tf.Tensor5D]} */
  const [planes, kernels] = [tf.reshape(x, [n, 1, side, side, IN]), tf.reshape(kernel, [1, 3, 3, IN, OUT])];
  const y = tf.conv3d(planes, kernels, 1, "valid");
  return tf.relu(tf.add(tf.reshape(y, [n, side - 2, side - 2, OUT]), bias));
}

/** conv2d with a gradient. The gradient of the kernel is also a convolution, with batch and channels exchanged. */
const conv2dWithGradient = tf.customGrad((x, kernel, save) => {
  const [images, filters] = /** @type {tf.Tensor4D[]} */ ([x, kernel]);
  /** @type {tf.GradSaveFunc} */ (save)([images, filters]);
  return {
    value: tf.conv2d(images, filters, 1, "valid"),
    gradFunc: (dy, saved) => {
      const [before, weights] = /** @type {tf.Tensor4D[]} */ (saved);
      const behind = /** @type {tf.Tensor4D} */ (dy);
      const turned = tf.conv2d(tf.transpose(before, [3, 1, 2, 0]), tf.transpose(behind, [1, 2, 0, 3]), 1, "valid");
      return [tf.conv2dTranspose(behind, weights, before.shape, 1, "valid"), tf.transpose(turned, [1, 2, 0, 3])];
    },
  };
});

/** @type {Convolve} */
export const conv2dByHand = (x, kernel, bias) =>
  tf.relu(tf.add(/** @type {tf.Tensor4D} */ (conv2dWithGradient(x, kernel)), bias));

/**
 * What goes into the softmax.
 * @param {readonly (Conv | Dense)[]} layers
 * @param {tf.Tensor[]} parameters kernel, bias, kernel, bias, …
 * @param {tf.Tensor} x
 * @param {Convolve} [convolve]
 */
export function tfjsLogits(layers, parameters, x, convolve = fusedConv2d) {
  return layers.reduce((h, layer, l) => {
    const bias = /** @type {tf.Tensor1D} */ (parameters[2 * l + 1]);
    if (layer.type === "conv") {
      const kernel = /** @type {tf.Tensor4D} */ (parameters[2 * l]);
      return tf.maxPool(convolve(/** @type {tf.Tensor4D} */ (h), kernel, bias), 2, 2, "valid");
    }
    const a = h.rank === 2 ? h : tf.reshape(h, [-1, layer.IN]);
    const activation = layer.activation === "softmax" ? "linear" : layer.activation;
    return tf.fused.matMul({ a, b: parameters[2 * l], bias, activation });
  }, x);
}

/**
 * @param {readonly (Conv | Dense)[]} layers
 * @param {import("../reference.js").Optimizer} optimizer
 * @param {Convolve} [convolve]
 * @returns {{ step: (x: tf.Tensor, y: tf.Tensor2D) => number, reset: () => void }} `reset` sets the weights and nothing else back
 */
export function tfjsTraining(layers, optimizer, convolve) {
  const start = tensorsOf(layers);
  const variables = start.map((tensor) => tf.variable(tensor));
  const minimizer = tfjsOptimizer(optimizer);
  return {
    step: (x, y) => {
      const cost = /** @type {tf.Scalar} */ (
        minimizer.minimize(
          () => tf.losses.softmaxCrossEntropy(y, tfjsLogits(layers, variables, x, convolve)),
          true,
          variables,
        )
      );
      const [loss] = cost.dataSync();
      cost.dispose();
      return loss;
    },
    reset: () => variables.forEach((variable, i) => variable.assign(start[i])),
  };
}

/** @param {readonly (Conv | Dense)[]} layers */
export function tfjsModel(layers) {
  const model = sequential();
  layers.forEach((layer, i) => {
    const { OUT } = layer;
    const shape = i === 0 && { inputShape: inputShape(layers) };
    if (layer.type === "conv") {
      model.add(tfLayers.conv2d({ filters: OUT, kernelSize: 3, activation: "relu", ...shape }));
      model.add(tfLayers.maxPooling2d({ poolSize: 2 }));
    } else {
      if (layers[i - 1]?.type === "conv") model.add(tfLayers.flatten());
      model.add(tfLayers.dense({ units: OUT, activation: layer.activation, ...shape }));
    }
  });
  const weights = tensorsOf(layers);
  const reset = () => model.setWeights(weights);
  reset();
  return { model, reset };
}

/** @param {import("../reference.js").Optimizer} optimizer */
export function tfjsOptimizer({ type, learningRate }) {
  if (type === "sgd") return tf.train.sgd(learningRate);
  return tf.train.adam(learningRate, kAdam.beta1, kAdam.beta2, kAdam.epsilon);
}
