// @ts-check
// Measures how Glia's time per multiply-add depends on the amount of work.
import { batchesOf, firstOf } from "./digits.js";
import { kBuilds, predictor, trainer } from "./libraries/glia.js";
import { measure } from "./measure.js";
import { forward, meanLoss } from "./reference.js";
import { denseLayers, generator, numbers, smallConvLayers } from "./seeded.js";
import { workOfPrediction, workOfTraining } from "./work.js";

/** @typedef {import("./digits.js").Digits} Digits */
/** @typedef {import("./libraries/glia.js").Build} Build */
/** @typedef {import("./measure.js").Prepared} Prepared */
/** @typedef {import("./seeded.js").Conv} Conv */
/** @typedef {import("./seeded.js").Dense} Dense */

/**
 * One table.
 * @typedef {object} Growth
 * @property {string} name
 * @property {string} what what grows
 * @property {() => Point[]} points
 */

/**
 * @typedef {object} Point
 * @property {number} size
 * @property {number} work multiply-adds of one sample
 * @property {(build: Build) => Promise<Prepared>} prepare
 * @property {() => number[]} expected the first numbers that `prove` must return
 */

/** @typedef {{ size: number, work: number, seconds: Partial<Record<Build, number[]>> }} PointResult  per sample, one number per round */
/** @typedef {Pick<Growth, "name" | "what"> & { points: PointResult[] }} GrowthResult */

// There are many points, so there are fewer rounds than for the cases, and they are shorter.
const kRounds = 5;
const kSampleSeconds = 0.05;

const kPictures = 8192;
const kLarge = 512; // the number of images for tables with larger ones
const kSgd = /** @type {const} */ ({ type: "sgd", learningRate: 0.1 });
const kSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/**
 * @param {number} size
 * @param {readonly (Conv | Dense)[]} layers
 * @param {Digits} digits
 * @param {number} batch
 * @returns {Point}
 */
function predicting(size, layers, digits, batch) {
  const inputs = batchesOf(digits, batch).map(({ x }) => x);
  return {
    size,
    work: workOfPrediction(layers),
    prepare: (build) => predictor(build, layers, inputs, batch),
    expected: () => forward(layers, digits.x.subarray(0, digits.x.length / digits.labels.length)),
  };
}

/**
 * @param {number} size
 * @param {readonly (Conv | Dense)[]} layers
 * @param {Digits} digits
 * @param {number} batch
 * @returns {Point}
 */
function training(size, layers, digits, batch) {
  const batches = batchesOf(digits, batch);
  return {
    size,
    work: workOfTraining(layers),
    prepare: (build) => trainer(build, layers, batches, kSgd, 0),
    expected: () => [meanLoss(layers, batches[0].x, batches[0].labels)],
  };
}

/** The digits with SIDE rows and columns, by leaving out or repeating some. @param {Digits} digits @param {number} SIDE @returns {Digits} */
function resized({ x, labels }, SIDE) {
  const from = Array.from({ length: SIDE }, (_, i) => Math.floor((i * 28) / SIDE));
  const all = new Float32Array(labels.length * SIDE * SIDE);
  let at = 0;
  for (let n = 0; n < labels.length; n++)
    for (const row of from) for (const column of from) all[at++] = x[n * 784 + row * 28 + column];
  return { x: all, labels };
}

/** @param {Digits} all @returns {Growth[]} */
function tables(all) {
  const digits = firstOf(all, kPictures);
  const mlp = (/** @type {number} */ width) => denseLayers(9, [784, width, 10], ["relu", "softmax"]);
  const wide = (/** @type {Digits} */ data) =>
    kSizes.filter((size) => size >= 16).map((width) => training(width, mlp(width), data, 128));
  const square = (/** @type {(side: number, pictures: Digits) => Point} */ make) =>
    [14, 28, 56, 112].map((side) => make(side, resized(firstOf(all, kLarge), side)));
  return [
    {
      name: "growth of the batch, predict 784-128-10",
      what: "batch",
      points: () => kSizes.map((batch) => predicting(batch, mlp(128), digits, batch)),
    },
    {
      name: "growth of the batch, train 784-128-10",
      what: "batch",
      points: () => kSizes.map((batch) => training(batch, mlp(128), digits, batch)),
    },
    {
      name: "growth of the width, train 784-width-10 at batch 128, digits",
      what: "width",
      points: () => wide(digits),
    },
    {
      name: "growth of the width, train 784-width-10 at batch 128, no input 0",
      what: "width",
      points: () => wide({ ...digits, x: numbers(generator(8), digits.x.length) }),
    },
    {
      name: "growth of the picture, predict 1: conv 3×3×8, pool, dense 10",
      what: "side",
      points: () => square((side, pictures) => predicting(side, smallConvLayers(9, side), pictures, 1)),
    },
    {
      name: "growth of the picture, train at batch 32: conv 3×3×8, pool, dense 10",
      what: "side",
      points: () => square((side, pictures) => training(side, smallConvLayers(9, side), pictures, 32)),
    },
  ];
}

/**
 * @param {Digits} digits
 * @param {import("./bench.js").Options} options
 * @param {(line: string) => void} say
 * @returns {Promise<GrowthResult[]>}
 * @throws if Glia's results differ from the reference
 */
export async function growthOf(digits, { rounds, only = "" }, say) {
  const results = [];
  for (const { name, what, points: make } of tables(digits).filter((table) => table.name.includes(only))) {
    say(name);
    const points = make();
    /** @type {Prepared[]} */
    const ready = [];
    /** @type {{ build: Build, point: PointResult }[]} */
    const timed = [];
    /** @type {PointResult[]} */
    const grown = points.map(({ size, work }) => ({ size, work, seconds: {} }));
    for (const { build } of kBuilds.filter(({ unable }) => !unable)) {
      for (const [i, { size, prepare, expected }] of points.entries()) {
        const prepared = await prepare(build);
        const proof = await prepared.prove();
        const right = expected();
        if (!right.every((value, k) => Math.abs(proof[k] - value) <= 1e-4 * Math.max(1, value)))
          throw new Error(`${name}, ${size}, ${build}: got ${proof.slice(0, right.length)}, expected ${right}`);
        ready.push(prepared);
        timed.push({ build, point: grown[i] });
      }
    }
    const samples = await measure(ready, { rounds: Math.min(rounds, kRounds), sampleSeconds: kSampleSeconds });
    timed.forEach(({ build, point }, i) => {
      point.seconds[build] = samples[i];
    });
    for (const { dispose } of ready) dispose?.();
    results.push({ name, what, points: grown });
  }
  return results;
}
