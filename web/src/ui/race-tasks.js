// @ts-check
// Tasks of a race: a line through points, whose loss can be drawn as a surface, and the breast-cancer data.
import { Random } from "../base/random.js";
import { split, take } from "../data/split.js";
import { readCsv } from "../data/tables.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {readonly [w: number, b: number]} Place */

/**
 * @typedef {object} Task
 * @property {Pick<import("../spec/spec.js").NetworkSpec, "input" | "layers" | "loss">} spec
 * @property {Float32Array} x (n, inputs)
 * @property {ArrayLike<number> & (Float32Array | Uint8Array)} y (n)
 * @property {{ x: Float32Array, y: Float32Array | Uint8Array }} [held] samples for validation only
 * @property {(net: Network) => void} begin gives a new network the weights that all start with
 * @property {(net: Network) => Place} [where] the place on the surface of the loss
 */

/** @typedef {{ least: Place, ring: (height: number) => [number, number][] }} Bowl  of the loss: its lowest place, and a
 *   ring of places whose loss is higher by `height` */

const kPoints = 20;

/**
 * y = w·x + b through seeded points, with the mean squared error as loss. x varies little, so that the loss is about
 * thirty times as steep along b as along w. All numbers are rounded to two decimals, so that a page can print them.
 *
 * @param {number} seed
 * @param {Place} start
 * @returns {Task & { bowl: Bowl }}
 */
export function lineTask(seed, [w, b]) {
  const random = new Random(seed);
  const round = (/** @type {number} */ value) => Math.round(100 * value) / 100;
  const x = Float32Array.from({ length: kPoints }, () => round(0.2 * random.normal()));
  const y = Float32Array.from(x, (at) => round(2 * at + 0.5 + 0.1 * random.normal()));
  return {
    spec: { input: [1], layers: [{ type: "dense", units: 1 }], loss: "meanSquaredError" },
    x,
    y,
    bowl: bowlOf(x, y),
    begin: (net) =>
      net.setParameters([
        { name: "dense/kernel", values: [w] },
        { name: "dense/bias", values: [b] },
      ]),
    where: (net) => {
      const [kernel, bias] = net.parameters();
      return [kernel.values[0], bias.values[0]];
    },
  };
}

/** @param {Float32Array} x @param {Float32Array} y @returns {Bowl} */
function bowlOf(x, y) {
  const mean = (/** @type {(i: number) => number} */ of) => x.reduce((sum, _, i) => sum + of(i), 0) / x.length;
  const [middle, height] = [mean((i) => x[i]), mean((i) => y[i])];
  const variance = mean((i) => (x[i] - middle) ** 2);
  const w = mean((i) => (x[i] - middle) * (y[i] - height)) / variance;
  const b = height - w * middle;
  return {
    least: [w, b],
    // The loss above the least one is variance · Δw² + (Δb + middle · Δw)².
    ring: (above) =>
      Array.from({ length: 97 }, (_, i) => {
        const angle = (i * Math.PI) / 48;
        const across = Math.sqrt(above / variance) * Math.cos(angle);
        return [w + across, b + Math.sqrt(above) * Math.sin(angle) - middle * across];
      }),
  };
}

/**
 * Benign or malignant, from 30 numbers: ten hidden neurons, as in the notes. The seed draws a fifth of the samples to hold
 * out; the numbers are standardized by the others.
 *
 * @param {Uint8Array} file
 * @param {number} seed
 * @returns {Task}
 */
export function cancerTask(file, seed) {
  const { x, y, columns } = readCsv(file);
  const { train, held } = split(y, { seed });
  const pick = (/** @type {Uint32Array} */ rows) => ({ x: take(x, columns.length, rows), y: take(y, 1, rows) });
  const known = pick(train);
  return {
    spec: {
      input: [columns.length],
      layers: [
        { type: "normalization" },
        { type: "dense", units: 10, activation: "sigmoid" },
        { type: "dense", units: 1, activation: "sigmoid" },
      ],
      loss: "binaryCrossentropy",
    },
    ...known,
    held: pick(held),
    begin: (net) => net.adapt(known.x),
  };
}
