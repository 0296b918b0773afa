// @ts-check
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { layers as tfLayers, sequential } from "@tensorflow/tfjs-layers";
import { kAdam } from "../reference.js";

/** @typedef {import("../seeded.js").Dense} Dense */

export { tf };

let started = false;

/**
 * The backend with SIMD on one thread, whatever the host would offer.
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
 * What a computation gives. Its numbers are read outside of `tidy`, which looks for tensors in whatever it is handed back,
 * number by number: on Node that costs more than the network does.
 * @param {() => tf.Tensor} compute
 */
export function numbersOf(compute) {
  const y = tf.tidy(compute);
  const numbers = y.dataSync();
  y.dispose();
  return numbers;
}

/** @param {readonly Dense[]} layers @returns {{ kernel: tf.Tensor2D, bias: tf.Tensor1D }[]} */
export function tensorsOf(layers) {
  return layers.map(({ kernel, bias, IN, OUT }) => ({
    kernel: tf.tensor2d(kernel, [IN, OUT]),
    bias: tf.tensor1d(bias),
  }));
}

/** @param {readonly Dense[]} layers */
export function tfjsModel(layers) {
  const model = sequential();
  layers.forEach(({ IN, OUT, activation }, i) => {
    model.add(tfLayers.dense({ units: OUT, activation, ...(i === 0 && { inputShape: [IN] }) }));
  });
  const weights = tensorsOf(layers).flatMap(({ kernel, bias }) => [kernel, bias]);
  const reset = () => model.setWeights(weights);
  reset();
  return { model, reset };
}

/** @param {import("../reference.js").Optimizer} optimizer */
export function tfjsOptimizer({ type, learningRate }) {
  if (type === "sgd") return tf.train.sgd(learningRate);
  return tf.train.adam(learningRate, kAdam.beta1, kAdam.beta2, kAdam.epsilon);
}
