// @ts-check
// Training steps on data that each library holds as it likes best.
import { glia, kBuilds } from "../libraries/glia.js";
import { jaxArray, jaxTraining, startJax } from "../libraries/jax.js";
import { startTfjs, tf, tfjsInput, tfjsTraining } from "../libraries/tfjs.js";
import { meanLoss, trained } from "../reference.js";
import { pictures } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */
/** @typedef {import("../bench.js").Contender} Contender */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {{ x: Float32Array, labels: Uint8Array }} Batch */

/**
 * One step a run: `step` trains on the batch of that number and returns its loss before the update.
 * @typedef {(step: (batch: number) => number | Promise<number>, reset: () => void) => import("../measure.js").Prepared} Steps
 */

const kData = pictures(4, 7680);

/** @param {Uint8Array} labels */
const oneHot = (labels) =>
  Float32Array.from({ length: labels.length * 10 }, (_, i) => +(labels[Math.floor(i / 10)] === i % 10));

/**
 * @param {object} what
 * @param {string} what.net its name
 * @param {string} what.note
 * @param {readonly (Conv | Dense)[]} what.layers
 * @param {number} what.batch
 * @param {Optimizer} what.optimizer
 * @param {number} what.proof so many steps until losses are compared: enough for them to lower the loss by a tenth
 * @param {(batches: Batch[], steps: Steps) => Contender[]} what.peers
 * @returns {Case}
 */
export function train({ net: name, note, layers, batch, optimizer, proof, peers }) {
  const batches = Math.floor(kData.labels.length / batch);
  const optimizerName = { sgd: "SGD", adam: "Adam" }[optimizer.type];

  /** @param {number} from @param {number} to batches @returns {Batch} */
  const part = (from, to) => ({
    x: kData.x.subarray(from * batch * 784, to * batch * 784),
    labels: kData.labels.subarray(from * batch, to * batch),
  });
  const parts = Array.from({ length: batches }, (_, i) => part(i, i + 1));

  /** @type {Steps} */
  const steps = (step, reset) => {
    let at = 0;
    return {
      unitsPerRun: batch,
      reset,
      run: () => step(at++ % batches),
      prove: async () => {
        reset();
        for (let i = 0; i < proof; i++) await step(i);
        return [await step(proof)];
      },
    };
  };

  return {
    name: `train ${name}, batch ${batch}, ${optimizerName}`,
    note: `${note} with cross-entropy, ${optimizerName} at ${optimizer.learningRate}; weights as seeded at the start of every sample`,
    unit: "samples/s",
    better: "higher",
    expected: () => {
      const { x, labels } = parts[proof];
      const after = meanLoss(trained(layers, parts.slice(0, proof), optimizer), x, labels);
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
              const { x, labels: y } = part(0, proof);
              for await (const _ of net.train({ x, y }, { batchSize: batch, shuffle: false }));
              return [net.evaluate(parts[proof].x, parts[proof].labels).loss];
            },
          };
        },
      })),
      ...peers(parts, steps),
      { library: "onnxruntime-web", way: "", unable: "cannot train" },
    ],
  };
}

/**
 * @param {string} way
 * @param {{ layers: readonly (Conv | Dense)[], optimizer: Optimizer, batches: Batch[], steps: Steps }} given
 * @param {import("../libraries/tfjs.js").Convolve} [convolve]
 * @returns {Contender}
 */
export function tfjsTrainer(way, { layers, optimizer, batches, steps }, convolve) {
  return {
    library: "tfjs-wasm",
    way,
    prepare: async (host) => {
      await startTfjs(host);
      const { step, reset } = tfjsTraining(layers, optimizer, convolve);
      const held = batches.map(({ x, labels }) => ({
        x: tfjsInput(layers, x),
        y: tf.tensor2d(oneHot(labels), [labels.length, 10]),
      }));
      return steps((i) => step(held[i].x, held[i].y), reset);
    },
  };
}

/**
 * @param {string} way
 * @param {{ optimizer: Optimizer, batches: Batch[], steps: Steps }} given
 * @param {() => import("../libraries/jax.js").Net} make
 * @returns {Contender}
 */
export function jaxTrainer(way, { optimizer, batches, steps }, make) {
  return {
    library: "jax-js, wasm",
    way: `jit of gradient and update, ${way}`,
    prepare: async () => {
      await startJax();
      const net = make();
      const { step, reset } = jaxTraining(net, optimizer);
      const held = batches.map(({ x, labels }) => ({
        x: jaxArray(x, [labels.length, ...net.shape]),
        y: jaxArray(oneHot(labels), [labels.length, 10]),
      }));
      return steps((i) => step(held[i].x, held[i].y), reset);
    },
  };
}
