// @ts-check
// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, MIT license) from the Debian package `dataset-fashion-mnist`. The files
// are verified by their MD5 sums.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { readIdx } from "../web/src/index.js";

const folder = "/usr/share/datasets/fashion-mnist/";

const kFiles = {
  train: {
    images: ["train-images-idx3-ubyte.gz", "cf8536b0aa1a6ac5fa3f23001093305c"],
    labels: ["train-labels-idx1-ubyte.gz", "10bea18fdb374794d4bb42e356e600c9"],
  },
  test: {
    images: ["t10k-images-idx3-ubyte.gz", "f78720b4224f21cce2f2ccf2d7a94c9a"],
    labels: ["t10k-labels-idx1-ubyte.gz", "0d30e22e447f3c33dab9ed536400ac01"],
  },
};

/** The classes, as named by the authors of the data set. */
export const kFashionClasses = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

/** Why the data cannot be read; false if they can. @type {string | false} */
export const fashionMissing = existsSync(folder)
  ? false
  : `Fashion-MNIST is not on this machine: apt-get install dataset-fashion-mnist puts it into ${folder}`;

/** @param {string[]} file name and MD5 sum */
async function read([name, md5]) {
  const bytes = await readFile(folder + name);
  const sum = createHash("md5").update(bytes).digest("hex");
  if (sum !== md5) throw new Error(`${name}: got MD5 ${sum}, expected ${md5}`);
  return /** @type {Uint8Array} */ (readIdx(gunzipSync(bytes)).values);
}

/**
 * @param {"train" | "test"} part 60,000 or 10,000 samples
 * @returns {Promise<{ x: Uint8Array, y: Uint8Array, scale: number }>} x: pixels as bytes, (n, 784); times scale, 0…1
 */
export async function fashion(part) {
  if (fashionMissing) throw new Error(fashionMissing);
  const { images, labels } = kFiles[part];
  return { x: await read(images), y: await read(labels), scale: 1 / 255 };
}
