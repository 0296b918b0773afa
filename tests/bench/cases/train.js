// @ts-check
// Training steps, with the data in the form that suits each library best.
import { batchesOf, firstOf } from "../digits.js";
import { glia, kBuilds, trainer } from "../libraries/glia.js";
import { jaxArray, jaxTraining, startJax } from "../libraries/jax.js";
import { startTfjs, tf, tfjsInput, tfjsTraining } from "../libraries/tfjs.js";
import { meanLoss, trained } from "../reference.js";
import { steps as stepsOf } from "../runs.js";

/** @typedef {import("../bench.js").Case} Case */
/** @typedef {import("../bench.js").Contender} Contender */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {import("../digits.js").Digits} Digits */

/**
 * Runs of one step each: `step` trains on the batch with the given index and returns its loss before the update.
 * @typedef {(step: (batch: number) => number | Promise<number>, reset: () => void) => import("../measure.js").Prepared} Steps
 */

// Enough that the processor cannot learn which pixels are 0.
const kPictures = 8192;

/** @param {Uint8Array} labels */
const oneHot = (labels) =>
  Float32Array.from({ length: labels.length * 10 }, (_, i) => +(labels[Math.floor(i / 10)] === i % 10));

/**
 * @param {object} what
 * @param {Digits} what.digits
 * @param {string} what.net its name
 * @param {string} what.note
 * @param {readonly (Conv | Dense)[]} what.layers
 * @param {number} what.batch
 * @param {Optimizer} what.optimizer
 * @param {number} what.proof the number of steps before losses are compared; they must lower the loss by a tenth
 * @param {(batches: Digits[], steps: Steps) => Contender[]} what.peers
 * @returns {Case}
 */
export function train({ digits, net: name, note, layers, batch, optimizer, proof, peers }) {
  const batches = batchesOf(firstOf(digits, kPictures), batch);
  const optimizerName = { sgd: "SGD", adam: "Adam" }[optimizer.type];
  /** @type {Steps} */
  const steps = (step, reset) => stepsOf(batches, proof, step, reset);

  return {
    name: `train ${name}, batch ${batch}, ${optimizerName}`,
    note: `${note} with cross-entropy, ${optimizerName} at ${optimizer.learningRate}; weights reset to the seeded ones before every sample`,
    unit: "samples/s",
    better: "higher",
    expected: () => {
      const { x, labels } = batches[proof];
      const after = meanLoss(trained(layers, batches.slice(0, proof), optimizer), x, labels);
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
        prepare: () => trainer(build, layers, batches, optimizer, proof),
      })),
      ...kBuilds.map(({ build, unable }) => ({
        library: `Glia, ${build}`,
        way: "net.train, one epoch including copy and shuffle",
        ours: true,
        unable,
        prepare: async () => {
          const { net, reset } = await glia(build, layers, { batchSize: batch, optimizer });
          const all = firstOf(digits, batch * batches.length);
          return {
            awaits: true,
            unitsPerRun: batch * batches.length,
            reset,
            run: async () => {
              let loss = 0;
              for await (const progress of net.train({ x: all.x, y: all.labels }, { batchSize: batch }))
                loss = progress.loss;
              return loss;
            },
            prove: async () => {
              reset();
              const { x, labels: y } = firstOf(digits, batch * proof);
              for await (const _ of net.train({ x, y }, { batchSize: batch, shuffle: false }));
              return [net.evaluate(batches[proof].x, batches[proof].labels).loss];
            },
          };
        },
      })),
      ...peers(batches, steps),
      { library: "onnxruntime-web", way: "", unable: "cannot train" },
    ],
  };
}

/**
 * @param {string} way
 * @param {{ layers: readonly (Conv | Dense)[], optimizer: Optimizer, batches: Digits[], steps: Steps }} given
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
 * @param {{ optimizer: Optimizer, batches: Digits[], steps: Steps }} given
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
