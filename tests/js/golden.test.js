// @ts-check
// The same bits everywhere: a seeded network trained for a hundred steps by the native build and by WebAssembly.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { encodeSpec } from "../../web/src/spec/encode.js";
import { resolveSpec } from "../../web/src/spec/spec.js";
import { Network } from "../../web/src/index.js";
import { floats, testBuilds } from "./builds.js";

const kSteps = 100;
const kBatch = 9;

/** @type {Record<string, import("../../web/src/spec/spec.js").NetworkSpec>} */
const kSpecs = {
  "sigmoid, tanh, softmax, momentum": {
    input: [37],
    layers: [
      { type: "rescaling", scale: 1.5, offset: 0.1 },
      { type: "dense", units: 21, activation: "sigmoid" },
      { type: "dense", units: 13, activation: "tanh", kernelInitializer: "glorotNormal" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.001 },
    batchSize: kBatch,
    seed: 7,
  },
  "relu, leakyRelu, squared error": {
    input: [5, 3, 2],
    layers: [
      { type: "flatten" },
      { type: "dense", units: 19, activation: "relu", kernelInitializer: "heUniform" },
      { type: "dense", units: 7, activation: "leakyRelu", biasInitializer: "randomNormal" },
      { type: "dense", units: 3 },
    ],
    loss: "meanSquaredError",
    optimizer: { type: "sgd", learningRate: 0.05 },
    batchSize: kBatch,
    seed: 4294967295,
  },
};

kSpecs["convolutions, batchNorm, pools"] = {
  input: [11, 9, 3],
  layers: [
    { type: "conv2d", filters: 9, kernelSize: 3, padding: "same", useBias: false, kernelInitializer: "heNormal" },
    { type: "batchNorm", momentum: 0.9 },
    { type: "activation", activation: "relu" },
    { type: "maxPool2d" },
    { type: "conv2d", filters: 5, kernelSize: [2, 3], strides: [2, 1], activation: "tanh" },
    { type: "avgPool2d", poolSize: [1, 2], padding: "same" },
    { type: "dropout", rate: 0.2 },
    { type: "globalAvgPool2d" },
    { type: "dense", units: 10, activation: "softmax" },
  ],
  optimizer: { type: "sgd", learningRate: 0.05, momentum: 0.9 },
  batchSize: kBatch,
  seed: 12,
};

for (const type of /** @type {const} */ (["adagrad", "rmsprop", "adam", "adamw"])) {
  kSpecs[`${type}, dropout, batchNorm, clipping, L2`] = {
    input: [23],
    layers: [
      { type: "dense", units: 17, activation: "relu", kernelRegularizer: { l2: 0.001 } },
      { type: "batchNorm", momentum: 0.9 },
      { type: "dropout", rate: 0.3 },
      { type: "dense", units: 11, activation: "tanh" },
      { type: "dense", units: 3, activation: "sigmoid" },
    ],
    loss: "binaryCrossentropy",
    optimizer: { type, learningRate: 0.003, weightDecay: 0.01, clipNorm: 0.5 },
    batchSize: kBatch,
    seed: 3,
  };
}

/** @param {import("../../web/src/spec/spec.js").NetworkSpec} spec */
function batches(spec) {
  const architecture = resolveSpec(spec);
  const IN = spec.input.reduce((a, b) => a * b);
  const sparse = architecture.loss === "sparseCategoricalCrossentropy";
  return Array.from({ length: kSteps }, (_, step) => ({
    x: floats(kBatch * IN, step),
    y: sparse
      ? Int32Array.from({ length: kBatch }, (_, n) => (step * 7 + n * 3) % 10)
      : floats(kBatch * 3, 1000 + step).map((t) => (architecture.loss === "binaryCrossentropy" ? Number(t > 0) : t)),
  }));
}

/**
 * @param {import("../../web/src/spec/spec.js").NetworkSpec} spec
 * @param {"simd128" | "relaxed"} build
 */
async function trained(spec, build) {
  const net = await Network.create({ ...spec, build });
  for (const { x, y } of batches(spec)) net.trainBatch(x, y);
  // In the order of the memory: first the trained parameters, then means and variances.
  const trained = new Set(net.gradients().map(({ name }) => name));
  const parameters = net.parameters();
  const order = [
    ...parameters.filter(({ name }) => trained.has(name)),
    ...parameters.filter(({ name }) => !trained.has(name)),
  ];
  net.dispose();
  return Float32Array.from(order.flatMap(({ values }) => [...values]));
}

/** @param {import("../../web/src/spec/spec.js").NetworkSpec} spec */
function trainedNatively(spec) {
  const words = [encodeSpec(resolveSpec(spec)), ...batches(spec).flatMap(({ x, y }) => [x, y])];
  const input = Buffer.concat(words.map(({ buffer }) => Buffer.from(buffer)));
  const golden = fileURLToPath(new URL("../../.build/golden", import.meta.url));
  const { status, stdout, stderr } = spawnSync(golden, { input, maxBuffer: 2 ** 26 });
  assert.equal(status, 0, String(stderr));
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

for (const [name, spec] of Object.entries(kSpecs)) {
  test(`simd128 and native agree bit for bit after ${kSteps} steps: ${name}`, async () => {
    const [wasm, native] = [await trained(spec, "simd128"), trainedNatively(spec)];
    assert.ok(wasm.length > 300 && wasm.length === native.length);
    assert.deepEqual(new Uint32Array(wasm.buffer), new Uint32Array(native.buffer));
    const before = await Network.create({ ...spec, build: "simd128" });
    const start = before.parameters().flatMap(({ values }) => [...values]);
    before.dispose();
    assert.ok(wasm.filter((value, i) => value !== start[i]).length > wasm.length / 2, "it did train");
  });

  testBuilds(`close to native after ${kSteps} steps: ${name}`, async (build) => {
    const [wasm, native] = [await trained(spec, build), trainedNatively(spec)];
    native.forEach((value, i) => {
      assert.ok(Math.abs(wasm[i] - value) <= 5e-3 * Math.max(1, Math.abs(value)), `${i}: ${wasm[i]}, not ${value}`);
    });
  });
}
