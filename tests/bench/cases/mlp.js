// @ts-check
// Networks of dense layers.
import { denseNet } from "../libraries/jax.js";
import { startTfjs, tf, tfjsInput, tfjsModel, tfjsOptimizer } from "../libraries/tfjs.js";
import { denseLayers } from "../seeded.js";
import { predict } from "./predict.js";
import { jaxTrainer, tfjsTrainer, train } from "./train.js";

const kOrders = /** @type {const} */ (["in, out", "out, in"]);

export const predictMlp = predict({
  net: "784-50-100-10",
  note: "sigmoid, sigmoid, softmax",
  layers: denseLayers(1, [784, 50, 100, 10], ["sigmoid", "sigmoid", "softmax"]),
  batch: 1,
  tfjsWay: "fused.matMul",
});

/**
 * @param {object} what
 * @param {number[]} what.sizes from the input to the output
 * @param {"relu" | "sigmoid"} what.hidden the activation of all layers but the last
 * @param {number} what.batch
 * @param {import("../reference.js").Optimizer} what.optimizer
 */
export function trainMlp({ sizes, hidden, batch, optimizer }) {
  const hiddens = Array.from({ length: sizes.length - 2 }, () => hidden);
  const layers = denseLayers(3, sizes, [...hiddens, "softmax"]);
  return train({
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
      ...kOrders.map((order) =>
        jaxTrainer(`kernels (${order})`, { optimizer, batches, steps }, () => denseNet(layers, order)),
      ),
    ],
  });
}
