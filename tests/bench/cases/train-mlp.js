// @ts-check
// Training steps on data that each library holds as it likes best.
import { glia, kBuilds } from "../libraries/glia.js";
import { startTfjs, tensorsOf, tf, tfjsModel } from "../libraries/tfjs.js";
import { meanLoss, trained } from "../reference.js";
import { denseLayers, pictures } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */

const kBatch = 128;
const kBatches = 60;
const kSteps = 5; // of the proof
const kRate = 0.1;
const kLayers = denseLayers(3, [784, 128, 10], ["relu", "softmax"]);
const kData = pictures(4, kBatch * kBatches);

/** @param {number} from @param {number} to batches @returns {{ x: Float32Array, labels: Uint8Array }} */
const part = (from, to) => ({
  x: kData.x.subarray(from * kBatch * 784, to * kBatch * 784),
  labels: kData.labels.subarray(from * kBatch, to * kBatch),
});
const kParts = Array.from({ length: kBatches }, (_, i) => part(i, i + 1));

/**
 * @param {(batch: number) => number | Promise<number>} step trains on one batch and returns its loss before the update
 * @param {() => void} reset
 */
function steps(step, reset) {
  let batch = 0;
  return {
    unitsPerRun: kBatch,
    reset,
    run: () => step(batch++ % kBatches),
    prove: async () => {
      reset();
      for (let i = 0; i < kSteps; i++) await step(i);
      return [await step(kSteps)];
    },
  };
}

/** @type {Case} */
export const trainMlp = {
  name: "train 784-128-10, batch 128",
  note: "relu, softmax with cross-entropy, SGD at 0.1; weights as seeded at the start of every sample",
  unit: "samples/s",
  better: "higher",
  target: 10,
  expected: () => {
    const { x, labels } = kParts[kSteps];
    const layers = trained(kLayers, kParts.slice(0, kSteps), kRate);
    const [before, after] = [meanLoss(kLayers, x, labels), meanLoss(layers, x, labels)];
    if (!(after < 0.9 * before))
      throw new Error(`train: got a loss of ${after} after ${before}, expected steps that lower it`);
    return [after];
  },
  agrees: (got, expected) => Math.abs(got - expected) <= 1e-3 * expected,
  contenders: [
    ...kBuilds.map(({ build, unable }) => ({
      library: `Glia, ${build}`,
      way: "net.trainBatch",
      ours: true,
      unable,
      prepare: async () => {
        const { net, reset } = await glia(build, kLayers, { batchSize: kBatch, learningRate: kRate });
        return steps((i) => net.trainBatch(kParts[i].x, kParts[i].labels).loss, reset);
      },
    })),
    ...kBuilds.map(({ build, unable }) => ({
      library: `Glia, ${build}`,
      way: "net.train, an epoch with its copy and shuffle",
      ours: true,
      unable,
      prepare: async () => {
        const { net, reset } = await glia(build, kLayers, { batchSize: kBatch, learningRate: kRate });
        const all = part(0, kBatches);
        return {
          awaits: true,
          unitsPerRun: kBatch * kBatches,
          reset,
          run: async () => {
            let loss = 0;
            for await (const progress of net.train({ x: all.x, y: all.labels }, { batchSize: kBatch }))
              loss = progress.loss;
            return loss;
          },
          prove: async () => {
            reset();
            const { x, labels: y } = part(0, kSteps);
            for await (const _ of net.train({ x, y }, { batchSize: kBatch, shuffle: false }));
            return [net.evaluate(kParts[kSteps].x, kParts[kSteps].labels).loss];
          },
        };
      },
    })),
    {
      library: "tfjs-wasm",
      way: "optimizer.minimize",
      prepare: async (host) => {
        await startTfjs(host);
        const start = tensorsOf(kLayers).flatMap(({ kernel, bias }) => [kernel, bias]);
        const variables = start.map((tensor) => tf.variable(tensor));
        const [kernel1, bias1, kernel2, bias2] = /** @type {[tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]} */ (
          /** @type {unknown} */ (variables)
        );
        const batches = kParts.map(({ x, labels }) => ({
          x: tf.tensor2d(x, [kBatch, 784]),
          y: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), 10), "float32")),
        }));
        const optimizer = tf.train.sgd(kRate);
        const step = (/** @type {number} */ i) => {
          const cost = /** @type {tf.Scalar} */ (
            optimizer.minimize(
              () => {
                const h = tf.fused.matMul({ a: batches[i].x, b: kernel1, bias: bias1, activation: "relu" });
                return tf.losses.softmaxCrossEntropy(batches[i].y, tf.fused.matMul({ a: h, b: kernel2, bias: bias2 }));
              },
              true,
              variables,
            )
          );
          const [loss] = cost.dataSync();
          cost.dispose();
          return loss;
        };
        return steps(step, () => variables.forEach((variable, i) => variable.assign(start[i])));
      },
    },
    {
      library: "tfjs-wasm",
      way: "model.trainOnBatch",
      prepare: async (host) => {
        await startTfjs(host);
        const { model, reset } = tfjsModel(kLayers);
        model.compile({ optimizer: tf.train.sgd(kRate), loss: "sparseCategoricalCrossentropy" });
        const batches = kParts.map(({ x, labels }) => ({
          x: tf.tensor2d(x, [kBatch, 784]),
          y: tf.tensor1d(labels, "float32"),
        }));
        return {
          ...steps(async (i) => Number(await model.trainOnBatch(batches[i].x, batches[i].y)), reset),
          awaits: true,
        };
      },
    },
    { library: "onnxruntime-web", way: "", unable: "cannot train" },
  ],
};
