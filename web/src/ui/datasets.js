// @ts-check
import { kToys, toy } from "../data/toys.js";
import { readCsv } from "../data/tables.js";
import { asset } from "./assets.js";
import { divide } from "./divide.js";

/** @typedef {import("./divide.js").Samples} Samples */
/**
 * @typedef {object} Dataset
 * @property {number} inputs numbers a sample
 * @property {number} classes
 * @property {boolean} raw whether the inputs are of all magnitudes, and are to be normalised first
 * @property {Samples} train
 * @property {Samples} validation a fifth of all
 */

export const kFetched = ["breast-cancer", "digits"];
export const kDatasets = [...kToys, ...kFetched];

const kPoints = 500;
const kPixels = 784;

/**
 * Samples to learn from and samples to measure by, divided by the seed; toys are also drawn by it.
 *
 * @param {string} name one of kDatasets
 * @param {number} seed
 * @returns {Promise<Dataset>}
 * @throws {GliaError} when they cannot be fetched
 */
export async function dataset(name, seed) {
  if (name === "digits") {
    const { x, y } = readRows(await unzip(await asset("digits")));
    return { inputs: kPixels, classes: 10, raw: false, ...divide({ x, y, scale: 1 / 255 }, kPixels, seed) };
  }
  if (name === "breast-cancer") {
    const { x, y, columns } = readCsv(await asset("breast-cancer"));
    return { inputs: columns.length, classes: 2, raw: true, ...divide({ x, y, scale: 1 }, columns.length, seed) };
  }
  const { x, y } = toy(/** @type {import("../data/toys.js").ToyName} */ (name), { n: kPoints, seed });
  return { inputs: 2, classes: 2, raw: false, ...divide({ x, y, scale: 1 }, 2, seed) };
}

/** Rows of a label and its pixels, as models/pack.js packs them. @param {Uint8Array} rows */
function readRows(rows) {
  const n = rows.length / (kPixels + 1);
  const x = new Uint8Array(n * kPixels);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const row = rows.subarray(i * (kPixels + 1), (i + 1) * (kPixels + 1));
    y[i] = row[0];
    x.set(row.subarray(1), i * kPixels);
  }
  return { x, y };
}

/** @param {Uint8Array} bytes gzip @returns {Promise<Uint8Array>} */
async function unzip(bytes) {
  const stream = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
