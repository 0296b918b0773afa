// @ts-check
// Measures how long training takes to reach a given test accuracy.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { findBrowser } from "./hosts/chromium.js";
import { cores, firstOf, hold } from "./hosts/core.js";
import { page, sent, serve } from "./hosts/site.js";
import { median, rounded } from "./statistics.js";

/** @typedef {import("../../web/src/spec/spec.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../../web/src/spec/layers.js").LayerSpec} LayerSpec */
/** @typedef {import("../../web/src/network/network.js").TrainOptions} TrainOptions */
/** @typedef {NetworkSpec & { optimizer: { learningRate: number, momentum: number }, batchSize: number }} Network */
/** @typedef {TrainOptions & { epochs: number, schedule: { warmup: number } }} Training */
/** @typedef {{ network: Network, training: Training }} Recipe */
/** @typedef {Recipe & { accuracy: number, seconds: number, about: string }} Goal */
/** @typedef {import("./accuracy/page.js").Outcome} Outcome */

const kSeeds = [1, 2, 3, 4, 5];
const kSamples = 60000;

/** @param {number} filters @param {number} kernelSize @param {number} [strides] @returns {LayerSpec} */
const convolution = (filters, kernelSize, strides = 1) => ({
  type: "conv2d",
  ...{ filters, kernelSize, strides, activation: "relu", kernelInitializer: "heNormal" },
});
/** @param {number} units @returns {LayerSpec} */
const dense = (units) => ({ type: "dense", units, activation: "relu", kernelInitializer: "heNormal" });
/** @type {LayerSpec} */
const kClasses = { type: "dense", units: 10, activation: "softmax" };

/** @type {Goal[]} */
const kGoals = [
  {
    accuracy: 0.98,
    seconds: 5,
    about: "convolution 5×5 of stride 2 with 16 filters, max pool 2×2, dense 128, dense 10",
    network: {
      input: [28, 28, 1],
      layers: [convolution(16, 5, 2), { type: "maxPool2d" }, { type: "flatten" }, dense(128), kClasses],
      optimizer: { type: "sgd", learningRate: 0.08, momentum: 0.9 },
      batchSize: 32,
    },
    training: { epochs: 1, schedule: { type: "cosine", warmup: 100 } },
  },
  {
    accuracy: 0.99,
    seconds: 60,
    about:
      "convolution 5×5 of stride 2 and convolution 3×3 with 16 filters each, max pool 2×2, dropout 0.25, dense 64, dense 10; digits rotated by up to 8°, scaled by 8% and shifted by 0.8 pixels",
    network: {
      input: [28, 28, 1],
      layers: [
        convolution(16, 5, 2),
        convolution(16, 3),
        { type: "maxPool2d" },
        { type: "flatten" },
        { type: "dropout", rate: 0.25 },
        dense(64),
        kClasses,
      ],
      optimizer: { type: "sgd", learningRate: 0.035, momentum: 0.9 },
      batchSize: 32,
    },
    training: {
      epochs: 5,
      schedule: { type: "cosine", warmup: 200 },
      augmentation: { rotation: 8, scale: 0.08, shift: 0.8 },
    },
  },
];

const kDist = new URL("../../web/dist/", import.meta.url);
const kFetched = [
  "worker.js",
  "engine-relaxed.js",
  ...["train-60000", "test"].flatMap((set) => ["images", "labels"].map((part) => `data/mnist-${set}.${part}.idx.gz`)),
];

/** @param {Goal} goal @param {Outcome[]} outcomes one per seed */
function result({ accuracy, seconds, about, network, training }, outcomes) {
  const { learningRate, momentum } = network.optimizer;
  const reached = outcomes.filter((one) => one.accuracy >= accuracy && one.training <= seconds).length;
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)}%`;
  /** @param {(one: Outcome) => number} value @param {(value: number) => string} shown */
  const middle = (value, shown) => {
    const sorted = outcomes.map(value).sort((a, b) => a - b);
    return `${shown(median(sorted))}, ${shown(sorted[0])} to ${shown(sorted[sorted.length - 1])}`;
  };
  /** @param {(string | number)[]} cells */
  const row = (...cells) => `| ${cells.join(" | ")} |`;
  return [
    `### ${(100 * accuracy).toFixed(1)}% within ${seconds} s`,
    `Reached by ${reached} of ${outcomes.length} seeds. ${about[0].toUpperCase()}${about.slice(1)}; SGD with momentum ${momentum} at ${learningRate},
after ${training.schedule.warmup} steps of warm-up, then decaying to 0 by a cosine schedule; batches of ${network.batchSize}; ${(training.epochs * kSamples).toLocaleString("en")} samples seen.`,
    [
      "| seed | test accuracy | training, s | total, s |",
      "|---|---:|---:|---:|",
      ...outcomes.map((one, i) => row(kSeeds[i], percent(one.accuracy), rounded(one.training), rounded(one.whole))),
      row(
        "median, min to max",
        middle((one) => one.accuracy, percent),
        middle((one) => one.training, rounded),
        middle((one) => one.whole, rounded),
      ),
    ].join("\n"),
  ].join("\n\n");
}

/** @returns {Promise<string>} */
export async function accuracy() {
  const files = kFetched.map(async (path) => sent(path, await readFile(new URL(path, kDist))));
  const { origin, close } = await serve(new Map([...(await page("accuracy/page.js")), ...(await Promise.all(files))]));
  const all = cores();
  if (all) hold(firstOf(all));
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  hold(all);
  const parts = [
    "## Time to accuracy",
    `Chromium ${browser.version()}${all ? ", pinned to one core" : ""}: \`trainInWorker\` on MNIST's 60,000 training digits, measured on all
10,000 test digits. "Training" lasts from the start of the first step to the end of the last; "total" from the call until the
network has its weights, including the start of the worker and the copies of the data. The settings were chosen by training on
50,000 of the training digits and measuring on the other 10,000.`,
  ];
  try {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => process.stderr.write(`time to accuracy: ${error.stack}\n`));
    await tab.goto(origin);
    await tab.waitForFunction(() => "outcome" in globalThis);
    for (const goal of kGoals) {
      const { network, training } = goal;
      const outcomes = [];
      for (const seed of kSeeds) {
        /** @type {any} */
        const given = [{ network, training }, seed];
        outcomes.push(await tab.evaluate((given) => /** @type {any} */ (globalThis).outcome(...given), given));
      }
      parts.push(result(goal, outcomes));
    }
  } finally {
    await browser.close();
    close();
  }
  return parts.join("\n\n");
}
