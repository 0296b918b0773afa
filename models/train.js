// @ts-check
// Trains the models of the pages with the library's public API, and writes their cards.
//
//   node models/train.js              all models
//   node models/train.js mnist-mlp    one model
//   node models/train.js --cards      trains nothing; only writes README.md again, from the model files
//
// With the simd128 build and the seed, a run gives the same bits on any machine.
import { writeFile } from "node:fs/promises";
import { Network } from "../web/src/index.js";
import { writtenCards } from "./card.js";
import { clutter, manners } from "./clutter.js";
import { fashion } from "./fashion.js";
import { folded, unfolded } from "./fold.js";
import { mnist } from "./mnist.js";
import { kRecipes } from "./recipes.js";

/** @typedef {import("./recipes.js").Recipe} Recipe */

/**
 * The training samples. The target of a non-digit is 0.1 for every class.
 *
 * @param {Recipe} recipe
 */
async function samplesOf({ data, drawings, seed }) {
  const samples = await (data === "mnist" ? mnist : fashion)("train");
  if (!drawings) return samples;
  console.log(`drawing ${drawings.manners} digits and ${drawings.clutter} non-digits`);
  const own = manners(drawings.manners, { seed });
  const none = clutter(drawings.clutter, { seed });
  const digits = [...samples.y, ...own.y];
  const y = new Float32Array(10 * (digits.length + drawings.clutter)).fill(0.1);
  digits.forEach((digit, i) => {
    for (let k = 0; k < 10; k++) y[10 * i + k] = Number(k === digit);
  });
  return { x: Buffer.concat([samples.x, own.x, none.x]), y, scale: samples.scale };
}

/** @param {Recipe} recipe */
async function train(recipe) {
  const { name, input, layers, epochs, batchSize, optimizer, seed, augmentation, drawings } = recipe;
  const samples = await samplesOf(recipe);
  const loss = drawings ? "categoricalCrossentropy" : "sparseCategoricalCrossentropy";
  const spec = { input, seed, deterministic: true };
  const net = await Network.create({ ...spec, layers: unfolded(layers, recipe), loss, batchSize, optimizer });
  for (let epoch = 0; epoch < epochs; epoch++) {
    net.learningRate = (optimizer.learningRate / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));
    for await (const { step, steps, loss, accuracy, samplesPerSecond } of net.train(samples, { augmentation })) {
      if (step < steps) continue;
      const shown = [
        loss.toFixed(4),
        `${(100 * (accuracy ?? 0)).toFixed(2)}%`,
        `${Math.round(samplesPerSecond)} samples/s`,
      ];
      console.log(`${name} epoch ${epoch + 1}/${epochs}:`, ...shown);
    }
  }
  // The shipped file leaves out the optimizer's state, which is at least as large as the weights.
  const shipped = await Network.create({
    ...spec,
    layers,
    batchSize: 100,
    optimizer: { type: "sgd", learningRate: 0.1 },
  });
  const names = shipped.spec.layers.map((layer) => layer.name);
  shipped.setParameters(folded(net.parameters(), shipped.parameters(), names));
  await writeFile(new URL(`${name}.safetensors`, import.meta.url), shipped.save());
  net.dispose();
  shipped.dispose();
}

const wanted = process.argv[2];
const chosen = kRecipes.filter(({ name }) => wanted === undefined || wanted === name);
if (chosen.length === 0 && wanted !== "--cards") {
  console.error(`got ${wanted}, expected --cards or one of ${kRecipes.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
for (const recipe of chosen) await train(recipe);
await writeFile(new URL("README.md", import.meta.url), await writtenCards());
