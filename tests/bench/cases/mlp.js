// @ts-check
// Networks of dense layers.
import { denseNet } from "../libraries/jax.js";
import { startTfjs, tf, tfjsInput, tfjsModel, tfjsOptimizer } from "../libraries/tfjs.js";
import { denseLayers } from "../seeded.js";
import { predict } from "./predict.js";
import { jaxTrainer, tfjsTrainer, train } from "./train.js";

/** @typedef {import("../digits.js").Digits} Digits */

// As its users write it, and laid out here in the order that is faster for its products.
const kOrders = [
  { order: /** @type {const} */ ("in, out"), way: "kernels (in, out)" },
  { order: /** @type {const} */ ("out, in"), way: "kernels laid out here (out, in)", tuned: true },
];
const kPredicted = denseLayers(1, [784, 50, 100, 10], ["sigmoid", "sigmoid", "softmax"]);

/** @param {Digits} digits @param {number} batch */
export const predictMlp = (digits, batch) =>
  predict({
    digits,
    net: "784-50-100-10",
    note: "sigmoid, sigmoid, softmax",
    layers: kPredicted,
    batch,
    tfjsWay: "fused.matMul",
    jaxNets: kOrders.map(({ order, ...rest }) => ({ ...rest, make: () => denseNet(kPredicted, order) })),
  });

/**
 * @param {Digits} digits
 * @param {object} what
 * @param {number[]} what.sizes from the input to the output
 * @param {"relu" | "sigmoid"} what.hidden the activation of all layers but the last
 * @param {number} what.batch
 * @param {import("../reference.js").Optimizer} what.optimizer
 */
export function trainMlp(digits, { sizes, hidden, batch, optimizer }) {
  const hiddens = Array.from({ length: sizes.length - 2 }, () => hidden);
  const layers = denseLayers(3, sizes, [...hiddens, "softmax"]);
  return train({
    digits,
    net: sizes.join("-"),
    note: [...hiddens, "softmax"].join(", "),
    layers,
    batch,
    optimizer,
    proof: 5,
    peers: (batches, steps) => [
      tfjsTrainer("optimizer.minimize", { layers, optimizer, batches, steps }),
      {
        library: "tfjs-wasm",
        way: "model.trainOnBatch",
        prepare: async (host) => {
          await startTfjs(host);
          const { model, reset } = tfjsModel(layers);
          model.compile({ optimizer: tfjsOptimizer(optimizer), loss: "sparseCategoricalCrossentropy" });
          const held = batches.map(({ x, labels }) => ({
            x: tfjsInput(layers, x),
            y: tf.tensor1d(labels, "float32"),
          }));
          return {
            ...steps(async (i) => Number(await model.trainOnBatch(held[i].x, held[i].y)), reset),
            awaits: true,
          };
        },
      },
      ...kOrders.map(({ order, way, tuned }) => ({
        ...jaxTrainer(way, { optimizer, batches, steps }, () => denseNet(layers, order)),
        tuned,
      })),
    ],
  });
}
