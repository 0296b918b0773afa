// @ts-check
// Training steps on data that each library holds as it likes best.
import { glia, kBuilds } from "../libraries/glia.js";
import { jaxArray, jaxTraining, startJax } from "../libraries/jax.js";
import { startTfjs, tensorsOf, tf, tfjsModel, tfjsOptimizer } from "../libraries/tfjs.js";
import { meanLoss, trained } from "../reference.js";
import { denseLayers, pictures } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */
/** @typedef {import("../reference.js").Optimizer} Optimizer */

const kSteps = 5; // of the proof
const kOrders = /** @type {const} */ (["in, out", "out, in"]);
const kData = pictures(4, 7680);

/** @param {Uint8Array} labels */
const oneHot = (labels) =>
  Float32Array.from({ length: labels.length * 10 }, (_, i) => +(labels[Math.floor(i / 10)] === i % 10));

/**
 * @param {object} what
 * @param {number[]} what.sizes from the input to the output
 * @param {"relu" | "sigmoid"} what.hidden the activation of all layers but the last
 * @param {number} what.batch
 * @param {Optimizer} what.optimizer
 * @returns {Case}
 */
export function trainMlp({ sizes, hidden, batch, optimizer }) {
  const hiddens = Array.from({ length: sizes.length - 2 }, () => hidden);
  const layers = denseLayers(3, sizes, [...hiddens, "softmax"]);
  const batches = Math.floor(kData.labels.length / batch);
  const optimizerName = { sgd: "SGD", adam: "Adam" }[optimizer.type];

  /** @param {number} from @param {number} to batches @returns {{ x: Float32Array, labels: Uint8Array }} */
  const part = (from, to) => ({
    x: kData.x.subarray(from * batch * 784, to * batch * 784),
    labels: kData.labels.subarray(from * batch, to * batch),
  });
  const parts = Array.from({ length: batches }, (_, i) => part(i, i + 1));

  /**
   * @param {(batch: number) => number | Promise<number>} step trains on one batch and returns its loss before the update
   * @param {() => void} reset
   */
  function steps(step, reset) {
    let at = 0;
    return {
      unitsPerRun: batch,
      reset,
      run: () => step(at++ % batches),
      prove: async () => {
        reset();
        for (let i = 0; i < kSteps; i++) await step(i);
        return [await step(kSteps)];
      },
    };
  }

  return {
    name: `train ${sizes.join("-")}, batch ${batch}, ${optimizerName}`,
    note: `${[...hiddens, "softmax"].join(", ")} with cross-entropy, ${optimizerName} at ${optimizer.learningRate}; weights as seeded at the start of every sample`,
    unit: "samples/s",
    better: "higher",
    expected: () => {
      const { x, labels } = parts[kSteps];
      const after = meanLoss(trained(layers, parts.slice(0, kSteps), optimizer), x, labels);
      const before = meanLoss(layers, x, labels);
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
          const { net, reset } = await glia(build, layers, { batchSize: batch, optimizer });
          return steps((i) => net.trainBatch(parts[i].x, parts[i].labels).loss, reset);
        },
      })),
      ...kBuilds.map(({ build, unable }) => ({
        library: `Glia, ${build}`,
        way: "net.train, an epoch with its copy and shuffle",
        ours: true,
        unable,
        prepare: async () => {
          const { net, reset } = await glia(build, layers, { batchSize: batch, optimizer });
          const all = part(0, batches);
          return {
            awaits: true,
            unitsPerRun: batch * batches,
            reset,
            run: async () => {
              let loss = 0;
              for await (const progress of net.train({ x: all.x, y: all.labels }, { batchSize: batch }))
                loss = progress.loss;
              return loss;
            },
            prove: async () => {
              reset();
              const { x, labels: y } = part(0, kSteps);
              for await (const _ of net.train({ x, y }, { batchSize: batch, shuffle: false }));
              return [net.evaluate(parts[kSteps].x, parts[kSteps].labels).loss];
            },
          };
        },
      })),
      {
        library: "tfjs-wasm",
        way: "optimizer.minimize",
        prepare: async (host) => {
          await startTfjs(host);
          const start = tensorsOf(layers).flatMap(({ kernel, bias }) => [kernel, bias]);
          const variables = start.map((tensor) => tf.variable(tensor));
          const pairs = layers.map((_, l) => ({
            kernel: variables[2 * l],
            bias: variables[2 * l + 1],
          }));
          const held = parts.map(({ x, labels }) => ({
            x: tf.tensor2d(x, [batch, 784]),
            y: tf.tensor2d(oneHot(labels), [batch, 10]),
          }));
          const minimizer = tfjsOptimizer(optimizer);
          const step = (/** @type {number} */ i) => {
            const cost = /** @type {tf.Scalar} */ (
              minimizer.minimize(
                () => {
                  const logits = pairs.reduce(
                    (a, { kernel: b, bias }, l) =>
                      tf.fused.matMul({ a, b, bias, activation: l < hiddens.length ? hidden : "linear" }),
                    /** @type {tf.Tensor} */ (held[i].x),
                  );
                  return tf.losses.softmaxCrossEntropy(held[i].y, logits);
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
          const { model, reset } = tfjsModel(layers);
          model.compile({ optimizer: tfjsOptimizer(optimizer), loss: "sparseCategoricalCrossentropy" });
          const held = parts.map(({ x, labels }) => ({
            x: tf.tensor2d(x, [batch, 784]),
            y: tf.tensor1d(labels, "float32"),
          }));
          return {
            ...steps(async (i) => Number(await model.trainOnBatch(held[i].x, held[i].y)), reset),
            awaits: true,
          };
        },
      },
      ...kOrders.map((order) => ({
        library: "jax-js, wasm",
        way: `jit of gradient and update, kernels (${order})`,
        prepare: async () => {
          await startJax();
          const { step, reset } = jaxTraining(layers, optimizer, order);
          const held = parts.map(({ x, labels }) => ({
            x: jaxArray(x, [batch, 784]),
            y: jaxArray(oneHot(labels), [batch, 10]),
          }));
          return steps((i) => step(held[i].x, held[i].y), reset);
        },
      })),
      { library: "onnxruntime-web", way: "", unable: "cannot train" },
    ],
  };
}
