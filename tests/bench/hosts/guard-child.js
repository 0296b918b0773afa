// @ts-check
// Measures the shares for guard.js.
import { batchesOf, firstOf, loadDigits } from "../digits.js";
import { kBuilds, predictor, product, trainer } from "../libraries/glia.js";
import { measure } from "../measure.js";
import { peak } from "../peak/peak.js";
import { convLayers, denseLayers, generator, numbers } from "../seeded.js";
import { kGflop, workOfPrediction, workOfTraining } from "../work.js";
import { readFromDisk } from "./files.js";

/** @typedef {import("../libraries/glia.js").Build} Build */
/** @typedef {import("../measure.js").Prepared} Prepared */
/** @typedef {import("../reference.js").Optimizer} Optimizer */
/** @typedef {readonly (import("../seeded.js").Conv | import("../seeded.js").Dense)[]} Layers */
/** @typedef {{ name: string, work: number, prepare: (build: Build) => Promise<Prepared> }} Guarded  `work`: multiply-adds per unit */

// The result should depend only on Glia, even on a busy machine: the time of other processes is not counted, and the
// fastest of many short samples counts, because it was disturbed least.
const kRounds = 150;
const kSampleSeconds = 0.002;
const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const host = { read: readFromDisk, tfjsFiles: "" };
const digits = firstOf(await loadDigits(host), 8192);

const kSmall = denseLayers(1, [784, 50, 100, 10], ["sigmoid", "sigmoid", "softmax"]);
const kWide = denseLayers(3, [784, 128, 10], ["relu", "softmax"]);
const kCnn = convLayers(5);

/** @param {string} net @param {Layers} layers @param {number} batch @returns {Guarded} */
const predicting = (net, layers, batch) => ({
  name: `predict ${batch}, ${net}`,
  work: workOfPrediction(layers),
  prepare: (build) =>
    predictor(
      build,
      layers,
      batchesOf(digits, batch).map(({ x }) => x),
      batch,
    ),
});

/** @param {string} net @param {Layers} layers @param {number} batch @param {Optimizer} optimizer @returns {Guarded} */
const training = (net, layers, batch, optimizer) => ({
  name: `train ${net}, batch ${batch}, ${optimizer.type}`,
  work: workOfTraining(layers),
  prepare: (build) => trainer(build, layers, batchesOf(digits, batch), optimizer, 0),
});

/** @param {number} size @returns {Guarded} */
const multiplying = (size) => ({
  name: `GEMM ${size}³`,
  work: size ** 3,
  prepare: (build) => {
    const random = generator(7);
    const [a, b] = [numbers(random, size ** 2), numbers(random, size ** 2)];
    return product(build, { M: size, N: size, K: size, a, b });
  },
});

const kGuarded = [
  predicting("784-50-100-10", kSmall, 1),
  predicting("784-50-100-10", kSmall, 100),
  training("784-50-100-10", kSmall, 100, { type: "sgd", learningRate: 0.1 }),
  training("784-128-10", kWide, 128, { type: "sgd", learningRate: 0.1 }),
  training("784-128-10", kWide, 128, { type: "adam", learningRate: 0.001 }),
  predicting("CNN", kCnn, 1),
  predicting("CNN", kCnn, 100),
  training("CNN", kCnn, 32, { type: "sgd", learningRate: 0.2 }),
  multiplying(64),
  multiplying(512),
];

/** @type {Prepared[]} */
const ready = [];
/** @type {{ name: string, build: Build }[]} */
const timed = [];
const builds = kBuilds.filter(({ unable }) => !unable);
for (const { build } of builds) ready.push(await peak(host, build));
for (const { name, work, prepare } of kGuarded) {
  for (const { build } of builds) {
    const prepared = await prepare(build);
    ready.push({ ...prepared, unitsPerRun: kGflop * work * (prepared.unitsPerRun ?? 1) });
    timed.push({ name: `${name}, ${build}`, build });
  }
}
const samples = await measure(ready, { rounds: kRounds, sampleSeconds: kSampleSeconds, now: cpuTime });
const [tops, times] = [samples.slice(0, builds.length), samples.slice(builds.length)];
const peaks = Object.fromEntries(builds.map(({ build }, i) => [build, Math.min(...tops[i])]));
const shares = timed.map(({ name, build }, i) => [name, Number((peaks[build] / Math.min(...times[i])).toPrecision(3))]);
process.send?.(Object.fromEntries(shares), () => process.exit(0));
