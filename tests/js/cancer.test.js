// @ts-check
// The breast-cancer network of the study notes, trained with stochastic, mini-batch and batch descent.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { split, take } from "../../web/src/data/split.js";
import { readCsv } from "../../web/src/data/tables.js";
import { Network } from "../../web/src/index.js";

const { x, y } = readCsv(readFileSync(new URL("../../models/data/breast_cancer.csv", import.meta.url)));

// Thirty splits, because five say little: with 114 test samples, the accuracy of one split varies by 1.5 points, and
// the mean of five by 0.7. L2 0.01 means ½ · 0.01 · Σ w², as scikit-learn defines it.
const kSplits = 30;

/** @param {{ batchSize: number, learningRate: number, epochs: number }} descent */
async function meanAccuracy({ batchSize, learningRate, epochs }) {
  let sum = 0;
  for (let seed = 0; seed < kSplits; seed++) {
    const { train, held } = split(y, { share: 0.2, seed });
    const kernelRegularizer = { l2: 0.01 / 2 };
    const net = await Network.create({
      input: [30],
      layers: [
        { type: "normalization" },
        { type: "dense", units: 10, activation: "sigmoid", kernelRegularizer },
        { type: "dense", units: 1, activation: "sigmoid", kernelRegularizer },
      ],
      loss: "binaryCrossentropy",
      optimizer: { type: "sgd", learningRate },
      batchSize: Math.min(batchSize, train.length),
      seed,
      deterministic: true,
    });
    for await (const _ of net.train({ x: take(x, 30, train), y: take(y, 1, train) }, { epochs })) continue;
    sum += net.evaluate(take(x, 30, held), take(y, 1, held)).accuracy ?? 0;
    net.dispose();
  }
  return sum / kSplits;
}

test("the table is complete: 569 samples of 30 features, 212 malignant", () => {
  assert.equal(x.length, 569 * 30);
  assert.equal([...y].filter((benign) => benign === 0).length, 212);
});

for (const [name, descent, least] of /** @type {const} */ ([
  ["stochastic", { batchSize: 1, learningRate: 0.02, epochs: 60 }, 0.965],
  ["mini-batch", { batchSize: 32, learningRate: 0.3, epochs: 150 }, 0.975],
  ["batch", { batchSize: Infinity, learningRate: 1, epochs: 200 }, 0.975],
])) {
  test(`${name} descent: mean test accuracy over ${kSplits} seeded splits at least ${100 * least}%`, async (t) => {
    const accuracy = await meanAccuracy(descent);
    t.diagnostic(`${(100 * accuracy).toFixed(2)}%`);
    assert.ok(accuracy >= least, `${accuracy}`);
  });
}
