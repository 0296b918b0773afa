// @ts-check
import { hasRelaxedSimd } from "../../../web/src/engine/features.js";
import { release } from "../../../web/src/engine/instances.js";
import { acquire } from "../../../web/src/engine/loader.js";
import { Network } from "../../../web/src/index.js";
import { kAdam } from "../reference.js";
import { calls, steps } from "../runs.js";
import { inputShape } from "../seeded.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {import("../measure.js").Prepared} Prepared */
/** @typedef {import("../../../web/src/spec/layers.js").LayerSpec} LayerSpec */
/** @typedef {"simd128" | "relaxed"} Build */

/** The builds, best first, with the reason if this host cannot run one. */
export const kBuilds = [
  { build: /** @type {Build} */ ("relaxed"), unable: hasRelaxedSimd() ? undefined : "this host has no relaxed SIMD" },
  { build: /** @type {Build} */ ("simd128"), unable: undefined },
];

/** @param {readonly (Conv | Dense)[]} layers */
const layerSpecs = (layers) =>
  layers.flatMap((layer, i) => {
    /** @type {LayerSpec[]} */
    const specs =
      layer.type === "conv"
        ? [{ type: "conv2d", filters: layer.OUT, kernelSize: 3, activation: "relu" }, { type: "maxPool2d" }]
        : [{ type: "dense", units: layer.OUT, activation: layer.activation }];
    if (layer.type === "dense" && layers[i - 1]?.type === "conv") specs.unshift({ type: "flatten" });
    return specs;
  });

/**
 * @param {readonly (Conv | Dense)[]} layers
 * @param {{ batchSize: number, optimizer?: Optimizer }} options
 * @returns {import("../../../web/src/spec/spec.js").NetworkSpec}
 */
export const networkSpec = (layers, { batchSize, optimizer = { type: "sgd", learningRate: 0.1 } }) => ({
  input: inputShape(layers),
  layers: layerSpecs(layers),
  loss: "sparseCategoricalCrossentropy",
  optimizer: { ...optimizer, ...(optimizer.type === "adam" && kAdam) },
  batchSize,
  seed: 1,
});

/**
 * A network with the given layers.
 * @param {Build} build
 * @param {readonly (Conv | Dense)[]} layers
 * @param {{ batchSize: number, optimizer?: Optimizer }} options
 */
export async function glia(build, layers, options) {
  const net = await Network.create({ build, ...networkSpec(layers, options) });
  const values = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const parameters = net.parameters().map(({ name }, i) => ({ name, values: values[i] }));
  const reset = () => net.setParameters(parameters);
  reset();
  return { net, reset };
}

/**
 * @param {Build} build
 * @param {readonly (Conv | Dense)[]} layers
 * @param {Float32Array[]} inputs
 * @param {number} batch samples in each
 * @returns {Promise<Prepared>}
 */
export async function predictor(build, layers, inputs, batch) {
  const { net } = await glia(build, layers, { batchSize: batch });
  return { ...calls(inputs, batch, (x) => net.predict(x)), dispose: () => net.dispose() };
}

/**
 * @param {Build} build
 * @param {readonly (Conv | Dense)[]} layers
 * @param {import("../digits.js").Digits[]} batches
 * @param {Optimizer} optimizer
 * @param {number} proof the number of steps before the loss is compared
 * @returns {Promise<Prepared>}
 */
export async function trainer(build, layers, batches, optimizer, proof) {
  const { net, reset } = await glia(build, layers, { batchSize: batches[0].labels.length, optimizer });
  const step = (/** @type {number} */ i) => net.trainBatch(batches[i].x, batches[i].labels).loss;
  return { ...steps(batches, proof, step, reset), dispose: () => net.dispose() };
}

/**
 * The engine's product of operands that are already in its memory; one number of the result is read.
 * @param {Build} build
 * @param {{ M: number, N: number, K: number, a: Float32Array, b: Float32Array }} operands
 * @returns {Promise<Prepared>}
 */
export async function product(build, { M, N, K, a, b }) {
  const engine = await acquire({ build });
  const { calls: engineCalls, memory } = engine;
  const A = engineCalls.end();
  const B = A + a.byteLength;
  const C = B + b.byteLength;
  const scratch = C + 4 * M * N;
  memory.reserve(scratch + 4 * engineCalls.dot_scratch(M, N, K));
  memory.writeFloats(A, a);
  memory.writeFloats(B, b);
  let i = 0;
  const run = () => {
    engineCalls.dot(C, A, B, scratch, M, N, K);
    return memory.floats[C / 4 + (i++ % (M * N))];
  };
  return {
    run,
    prove: async () => {
      run();
      return Array.from(memory.copyFloats(C, M * N));
    },
    dispose: () => release(engine),
  };
}
